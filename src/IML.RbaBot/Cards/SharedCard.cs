using System.Collections.Immutable;
using System.Text.Json;
using IML.RbaBot.BotFramework;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Projections;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>
/// An assessment shared in a conversation. The message itself says the reference only; each reader's client then fetches what that
/// reader may see, and nobody else sees it.
/// </summary>
internal static class SharedCard
{
    /// <summary>What everybody sees.</summary>
    public static AdaptiveCard ForEverybody(CardContext context, AssessmentId id) => Of(context, id, []);

    /// <summary>What one reader sees.</summary>
    /// <param name="context">Who reads.</param>
    /// <param name="reader">Decides what is shown.</param>
    /// <param name="id">The assessment that was shared.</param>
    /// <param name="summary">Null when there is none any more.</param>
    public static AdaptiveCard ForReader(CardContext context, Actor reader, AssessmentId id, AssessmentSummary? summary)
    {
        if (summary is null || !SearchRows.MayFind(summary, reader))
        {
            return ForEverybody(context, id);
        }

        var language = context.Language;
        var body = ImmutableArray.CreateBuilder<CardElement>();
        if (summary.Title is { } title)
        {
            body.Add(Parts.Literal(Parts.Cut(title, ProjectRules.TitleMaxLength)));
        }

        var facts = ImmutableArray.CreateBuilder<Fact>();
        facts.Add(new Fact(language[FindText.SharedState], Wording.State(language, summary.State)));
        if (Wording.Rating(context, summary) is { Length: > 0 } rating)
        {
            body.Add(Parts.Literal(rating));
        }

        body.Add(new FactSet(facts.ToImmutable()));
        return Of(context, id, body.ToImmutable());
    }

    /// <summary>What everybody sees of one that was deleted since it was shared: it cannot be opened any more.</summary>
    public static AdaptiveCard Erased(CardContext context, AssessmentId id) =>
        Of(context, id, [Parts.Text(context.Language[FindText.SharedErased])], isErased: true);

    /// <summary>The assessment whose shared card is attached to a message; null when none is. Untrusted, as everything that is sent.</summary>
    public static AssessmentId? IdIn(Activity message) =>
        (message.Attachments ?? [])
            .Where(a => string.Equals(a.ContentType, AdaptiveCard.ContentType, StringComparison.OrdinalIgnoreCase))
            .Select(a => a.Content is JsonElement card && Member(card, "refresh", "action", "data", CardMember.Assessment) is { ValueKind: JsonValueKind.String } id
                ? AssessmentId.Parse(id.GetString())
                : null)
            .FirstOrDefault(id => id is not null);

    private static JsonElement? Member(JsonElement within, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (within.ValueKind != JsonValueKind.Object || !within.TryGetProperty(name, out within))
            {
                return null;
            }
        }

        return within;
    }

    private static AdaptiveCard Of(CardContext context, AssessmentId id, ImmutableArray<CardElement> more, bool isErased = false)
    {
        var reference = id.Reference.Value;
        return new AdaptiveCard
        {
            Lang = context.Language.Id,
            FallbackText = context.Say(FindText.SharedFallback, ("reference", reference)),
            Body =
            [
                Parts.Heading(context.Language[FindText.SharedHeading]),
                new RichTextBlock([new TextRun(reference) { Weight = TextWeight.Bolder }]),
                .. more,
                .. isErased ? [] : (CardElement[])[Parts.Small(context.Language[FindText.SharedWhat])],
            ],
            Actions = isErased || string.IsNullOrEmpty(context.AppId)
                ? []
                : [new ActionOpenUrl(ChatAddress(context, context.AppId, reference)) { Title = context.Language[FindText.ButtonOpenInChat] }],

            // Without a list of people, every client of a conversation of up to 60 fetches its own.
            Refresh = new CardRefresh(
                Buttons.Of(context, CardActions.View, FindText.SharedHeading, ActionData.Of((CardMember.Assessment, id.Value))), []),
        };
    }

    private static string ChatAddress(CardContext context, string appId, string reference) =>
        $"https://teams.microsoft.com/l/chat/0/0?users=28:{Uri.EscapeDataString(appId)}"
        + $"&message={Uri.EscapeDataString(context.Say(FindText.OpenCommand, ("reference", reference)))}";
}
