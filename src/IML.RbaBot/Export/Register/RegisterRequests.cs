using System.Collections.Concurrent;
using System.Collections.Immutable;
using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;
using IML.RbaBot.Turns;

namespace IML.RbaBot.Export.Register;

/// <summary>
/// Makes the register on request. A small one is ready within the turn; a large one is sent into the chat when it is done. It holds
/// nothing that is not stored, so a request that a crash swallows is simply made again, and the card says so.
/// </summary>
internal sealed partial class RegisterRequests(
    RegisterStore rows,
    FilingPlaces places,
    IConnectorClient connector,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<RegisterRequests> logger)
{
    /// <summary>Teams waits ten seconds for a turn.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<PersonId, Task> running = new();

    public async Task<AdaptiveCard> AnswerAsync(TurnContext turn, Visitor visitor)
    {
        if (!visitor.Actor.Has(Roles.FocalPoint | Roles.BackupFocalPoint | Roles.HeadOfIml | Roles.Auditor))
        {
            return RegisterCards.Refused(visitor.Cards);
        }

        var done = new TaskCompletionSource();
        if (!running.TryAdd(visitor.Person.Id, done.Task))
        {
            return RegisterCards.BeingMade(visitor.Cards);
        }

        var making = MakeAsync(visitor, done);
        if (await Task.WhenAny(making, Task.Delay(Patience, time)) == making)
        {
            return await making;
        }

        _ = SendAsync(making, turn.Reference);
        return RegisterCards.BeingMade(visitor.Cards);
    }

    private async Task<AdaptiveCard> MakeAsync(Visitor visitor, TaskCompletionSource done)
    {
        try
        {
            // Not the turn's own token: the work may outlive the turn.
            using var limit = new CancellationTokenSource(Longest, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, lifetime.ApplicationStopping);
            return await FileAsync(visitor, either.Token);
        }
        finally
        {
            running.TryRemove(visitor.Person.Id, out _);
            done.SetResult();
        }
    }

    private async Task<AdaptiveCard> FileAsync(Visitor visitor, CancellationToken cancellationToken)
    {
        if (places.Place is not { } place)
        {
            return RegisterCards.Hindered(visitor.Cards, new FilingOutcome.Hindered(FilingObstacle.NoPlace));
        }

        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"register-{Guid.NewGuid():N}.xlsx"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            });
        var readable = rows.ReadAsync(cancellationToken).Where(row => row.MayBeReadBy(visitor.Actor));
        var count = await RegisterSheet.WriteAsync(file, visitor.Cards, readable, cancellationToken);
        file.Position = 0;
        var name = FileNames.Register(visitor.At, Guid.NewGuid().ToString("N")[..6]);
        var outcome = await place.FileRegisterAsync(name, file, cancellationToken);
        LogRegister(visitor.Person.Id, count, outcome.GetType().Name);
        return outcome switch
        {
            FilingOutcome.Filed filed => RegisterCards.Ready(visitor.Cards, count, visitor.At, filed),
            FilingOutcome.Hindered hindered => RegisterCards.Hindered(visitor.Cards, hindered),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
    }

    private async Task SendAsync(Task<AdaptiveCard> making, ConversationReference conversation)
    {
        // Nobody waits for this task; the card has said what to do when nothing comes.
        var sending = SendWhenDoneAsync(making, conversation);
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (sending.Exception is { } failure)
        {
            LogLost(failure.GetBaseException());
        }
    }

    private async Task SendWhenDoneAsync(Task<AdaptiveCard> making, ConversationReference conversation)
    {
        var card = await making;
        await connector.SendToConversationAsync(
            conversation with { ActivityId = null }, Activity.MessageOf(card, card.FallbackText), lifetime.ApplicationStopping);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Register for {Person}: {Count} rows, {Outcome}")]
    private partial void LogRegister(PersonId person, int count, string outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "A register could not be made or sent")]
    private partial void LogLost(Exception failure);
}

/// <summary>What the chat says of the register.</summary>
internal static class RegisterCards
{
    public static AdaptiveCard Ready(CardContext context, int count, DateTimeOffset at, FilingOutcome.Filed filed)
    {
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.Heading(context.Language[DocumentText.RegisterHeading]));
        body.Add(Parts.Text(context.Say(
            DocumentText.RegisterReady, ("count", context.Language.Number(count)), ("at", context.Moment(at)))));
        if (!filed.IsLink)
        {
            body.Add(Parts.Literal(context.Say(DocumentText.RegisterReadyAt, ("place", filed.Location))));
        }

        return Of(context, body.ToImmutable()) with
        {
            Actions = filed.IsLink
                ? [new ActionOpenUrl(filed.Location) { Id = "open-register", Title = context.Language[DocumentText.ButtonOpenRegister] }]
                : [],
        };
    }

    public static AdaptiveCard BeingMade(CardContext context) => Of(
        context, [Parts.Heading(context.Language[DocumentText.RegisterHeading]), Parts.Text(context.Language[DocumentText.RegisterBeingMade])]);

    public static AdaptiveCard Hindered(CardContext context, FilingOutcome.Hindered hindered) => Of(
        context,
        [
            Parts.Heading(context.Language[DocumentText.RegisterHeading]),
            Parts.Text(context.Say(
                DocumentText.RegisterHindered,
                ("obstacle", MarkdownText.Escape(FilingParts.Obstacle(context, hindered.Obstacle, hindered.Detail))))),
        ]);

    public static AdaptiveCard Refused(CardContext context) => Of(
        context,
        [
            Parts.Heading(context.Language[DocumentText.RegisterRefusedTitle]),
            Parts.Text(context.Language[DocumentText.RegisterRefusedWhat]),
            Parts.Text(context.Language[DocumentText.RegisterRefusedNext]),
        ]);

    private static AdaptiveCard Of(CardContext context, ImmutableArray<CardElement> body) => new()
    {
        Lang = context.Language.Id,
        FallbackText = context.Language[DocumentText.RegisterHeading],
        Body = body,
    };
}
