using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Projections;
using IML.RbaBot.Storage;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Turns;

/// <summary>Finds assessments from any conversation, and shows each reader what they may see of one that was shared.</summary>
internal sealed class FindTurn(SearchIndex index, SummaryStore summaries, AssessmentStore store)
{
    /// <summary>The command and its parameter, as the app's manifest names them.</summary>
    public const string Command = "find";
    public const string Parameter = "words";

    /// <summary>In UTF-16 code units; longer than any title.</summary>
    public const int Longest = 250;

    /// <summary>Answers a search: results, or a sentence that says what to do.</summary>
    public async Task<MessagingExtensionResponse> SearchAsync(
        MessagingExtensionQuery query, Visitor visitor, CancellationToken cancellationToken)
    {
        if (query.CommandId != Command)
        {
            return Say(visitor, FindText.UnknownCommand);
        }

        var typed = query.IsInitialRun ? "" : TypedText.Clean(query.Parameters.GetValueOrDefault(Parameter, ""));
        if (typed.Length > Longest)
        {
            return new MessagingExtensionResponse.Message(
                visitor.Cards.Say(FindText.TooLong, ("longest", visitor.Language.Number(Longest))));
        }

        // A search shows one page: a client that asks for more has them all.
        if (query.Skip > 0)
        {
            return new MessagingExtensionResponse.Results([]);
        }

        return await index.FindAsync(visitor.Actor, typed, cancellationToken) switch
        {
            null => Say(visitor, FindText.TypeSomething),
            [] => Say(visitor, FindText.Nothing),
            { } found => new MessagingExtensionResponse.Results([.. found.Select(s => ResultOf(s, visitor))]),
        };
    }

    /// <summary>A reader's own view of a shared assessment; writes nothing. Null when the button names none.</summary>
    public async Task<AdaptiveCard?> ViewAsync(AdaptiveCardInvokeValue invoke, Visitor visitor, CancellationToken cancellationToken) =>
        CardData.Read(invoke) is not { Assessment: { } id } ? null
        : await summaries.FindAsync(id, cancellationToken) is { } summary ? SharedCard.ForReader(visitor.Cards, visitor.Actor, id, summary)
        : await store.LoadAsync(id, allowCached: false, cancellationToken) is LoadResult.NotFound { IsErased: true } ? SharedCard.Erased(visitor.Cards, id)
        : SharedCard.ForEverybody(visitor.Cards, id);

    private static MessagingExtensionResult ResultOf(AssessmentSummary summary, Visitor visitor)
    {
        var title = ("title", Parts.Cut(summary.Title ?? "–", 100));
        var state = ("state", Wording.State(visitor.Language, summary.State));
        return new MessagingExtensionResult(
            SharedCard.ForEverybody(visitor.Cards, summary.Id),
            summary.Id.Reference.Value,
            Wording.Rating(visitor.Cards, summary) is { Length: > 0 } rating
                ? visitor.Cards.Say(FindText.Preview, title, ("rating", rating), state)
                : visitor.Cards.Say(FindText.PreviewDraft, title, state));
    }

    private static MessagingExtensionResponse.Message Say(Visitor visitor, FindText text) => new(visitor.Language[text]);
}
