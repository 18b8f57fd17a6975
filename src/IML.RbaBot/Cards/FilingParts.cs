using System.Collections.Immutable;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>What a card says of the document: filed where and when, being filed, or what stands in the way and what helps.</summary>
internal static class FilingParts
{
    /// <summary>Adds nothing while there is no document to speak of.</summary>
    public static void Add(ImmutableArray<CardElement>.Builder body, CardContext context, Assessment assessment)
    {
        if (assessment.Filing is not { } filing)
        {
            return;
        }

        body.Add(Parts.Subheading(context.Language[DocumentText.FilingTitle]));
        if (filing.Filed is { } filed)
        {
            body.Add(Parts.Literal(filed.IsLink
                ? context.Say(DocumentText.FilingFiled, ("at", context.Moment(filed.At)))
                : context.Say(DocumentText.FilingFiledAt, ("at", context.Moment(filed.At)), ("place", filed.Location))));
        }

        if (Waiting(context, filing) is { } waiting)
        {
            body.Add(Parts.Text(MarkdownText.Escape(waiting)));
        }
    }

    /// <summary>The way to the document; null when it has no address that a browser opens.</summary>
    public static ActionOpenUrl? Open(CardContext context, Assessment assessment) =>
        assessment.Filing?.Filed is { IsLink: true, Location: var link } && IsHttps(link)
            ? new ActionOpenUrl(link) { Id = "open-document", Title = context.Language[DocumentText.ButtonOpenDocument] }
            : null;

    /// <summary>What an obstacle means, and what an administrator can do about it.</summary>
    public static string Obstacle(CardContext context, FilingObstacle obstacle, string? detail) =>
        context.Say(WordsOf(obstacle), ("detail", detail ?? "–"));

    /// <summary>The sentence of an obstacle; <c>detail</c> fills it.</summary>
    public static DocumentText WordsOf(FilingObstacle obstacle) => obstacle switch
    {
        FilingObstacle.NoPlace => DocumentText.ObstacleNoPlace,
        FilingObstacle.Busy => DocumentText.ObstacleBusy,
        FilingObstacle.Unreachable => DocumentText.ObstacleUnreachable,
        FilingObstacle.Locked => DocumentText.ObstacleLocked,
        FilingObstacle.Changed => DocumentText.ObstacleChanged,
        FilingObstacle.CannotSignIn => DocumentText.ObstacleCannotSignIn,
        FilingObstacle.NotPermitted => DocumentText.ObstacleNotPermitted,
        FilingObstacle.ReadOnly => DocumentText.ObstacleReadOnly,
        FilingObstacle.SiteMissing => DocumentText.ObstacleSiteMissing,
        FilingObstacle.LibraryMissing => DocumentText.ObstacleLibraryMissing,
        FilingObstacle.ColumnMissing => DocumentText.ObstacleColumnMissing,
        FilingObstacle.ColumnOfAnotherType => DocumentText.ObstacleColumnOfAnotherType,
        FilingObstacle.Full => DocumentText.ObstacleFull,
        FilingObstacle.FolderNotWritable => DocumentText.ObstacleFolderNotWritable,
        FilingObstacle.Refused => DocumentText.ObstacleRefused,
        _ => throw new ArgumentOutOfRangeException(nameof(obstacle), obstacle, "An obstacle without words."),
    };

    private static string? Waiting(CardContext context, FilingStatus filing) => filing switch
    {
        { Due: null } => null,
        { Obstacle: { } obstacle, GivenUp: true } =>
            context.Say(DocumentText.FilingGaveUp, ("obstacle", Obstacle(context, obstacle, filing.Detail))),
        { Obstacle: { } obstacle } => context.Say(
            DocumentText.FilingTryingAgain,
            ("attempts", context.Language.Number(filing.Attempts)),
            ("obstacle", Obstacle(context, obstacle, filing.Detail))),
        { Filed: not null } => context.Language[DocumentText.FilingBeingFiledAgain],
        _ => context.Language[DocumentText.FilingBeingFiled],
    };

    private static bool IsHttps(string link) => Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
}
