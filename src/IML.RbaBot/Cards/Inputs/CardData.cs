using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using IML.RbaBot.BotFramework;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Cards.Inputs;

/// <summary>What a pressed button sent: its own data and the inputs of its card. Untrusted; nothing here has been looked up yet.</summary>
internal sealed record CardData
{
    /// <summary>Longer than any text that an input takes; a longer one never came from a card of ours.</summary>
    public const int LongestValue = 10_000;

    private const int MostInputs = 200;
    private const int LongestName = 64;

    /// <summary>One of <see cref="CardActions"/>.</summary>
    public required string Action { get; init; }

    public AssessmentId? Assessment { get; init; }

    public int? Revision { get; init; }

    /// <summary>The card that was filled in: a place's value, or the page of a card that is no place.</summary>
    public string? Page { get; init; }

    /// <summary>Where to go: a place's value or a question's id.</summary>
    public string? GoTo { get; init; }

    /// <summary>The question that was jumped to; null when the target is a card.</summary>
    public QuestionId? FocusIn(Questionnaire questionnaire) => questionnaire.Find(GoTo ?? "")?.Id
        ?? (Place.Parse(GoTo, questionnaire) is Place.Flags flags ? flags.First : null);

    /// <summary>The page of a list that is asked for; empty for the newest. Null when no list is asked for.</summary>
    public string? ListPage { get; init; }

    /// <summary>The assessment whose card the button leaves for something that is not about it; null for every other button.</summary>
    public AssessmentId? From { get; init; }

    /// <summary>When the card was opened in words; null for every other card.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    public RawInputs Inputs { get; init; } = RawInputs.None;

    /// <summary>
    /// Reads a button from <c>Action.Execute</c> or its <c>Action.Submit</c> fallback; null for anything that no card of ours sends.
    /// </summary>
    public static CardData? Read(AdaptiveCardInvokeValue invoke)
    {
        if (invoke.Data is not { ValueKind: JsonValueKind.Object } data)
        {
            return null;
        }

        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in data.EnumerateObject())
        {
            // The client's own: how the button was to be pressed.
            if (member.NameEquals("msteams"))
            {
                continue;
            }

            if (NameOf(member) is not { Length: <= LongestName } name || ValueOf(member.Value) is not { Length: <= LongestValue } value
                || members.Count == MostInputs || !members.TryAdd(name, value))
            {
                return null;
            }
        }

        // A submit has no verb of its own; an execute says it twice, and the two must agree.
        var named = Take(members, CardMember.Action);
        var action = invoke.Verb ?? named;
        if (action is null || !CardActions.All.Contains(action) || (named is not null && named != action))
        {
            return null;
        }

        var assessmentText = Take(members, CardMember.Assessment);
        var revisionText = Take(members, CardMember.Revision);
        var page = Take(members, CardMember.Page);
        var kept = Take(members, CardMember.Kept);
        var list = Take(members, CardMember.List);
        var from = Take(members, CardMember.From);
        var openedText = Take(members, CardMember.Opened);
        var goTo = Take(members, InputIds.GoTo);
        var assessment = AssessmentId.Parse(assessmentText);
        if (assessmentText is not null && assessment is null)
        {
            return null;
        }

        int? revision = int.TryParse(revisionText, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (revisionText is not null && revision is null)
        {
            return null;
        }

        var opened = openedText is null ? null : MomentOf(openedText);
        if (openedText is not null && opened is null)
        {
            return null;
        }

        // In a list the choice is the assessment itself.
        if (assessment is null && AssessmentId.Parse(goTo) is { } chosen)
        {
            assessment = chosen;
            goTo = null;
            list = null;
        }

        return new CardData
        {
            // Turning the pages of a list is opening one of them.
            Action = list is not null && action is CardActions.Next or CardActions.Back ? CardActions.Open : action,
            Assessment = assessment,
            Revision = revision,
            Page = page,
            GoTo = string.IsNullOrEmpty(goTo) ? null : goTo,
            ListPage = list,
            From = AssessmentId.Parse(from),
            OpenedAt = opened,
            Inputs = new RawInputs(
                members, kept is null ? [] : kept.Split(',', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal)),
        };
    }

    private static string? Take(Dictionary<string, string> members, string name) => members.Remove(name, out var value) ? value : null;

    /// <summary>Null for what is no moment that a card of ours names.</summary>
    private static DateTimeOffset? MomentOf(string milliseconds) =>
        long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(number)
            : null;

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Text, a number or true/false as text; null for a shape that no input sends. The fallback sends all of them as text.</summary>
    private static string? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => TypedText.Clean(TypedText.Of(value)),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "",
        _ => null,
    };
}

/// <summary>The members of a button's data beside the inputs.</summary>
internal static class CardMember
{
    public const string Assessment = "assessment";
    public const string Revision = "revision";
    public const string Page = "page";

    /// <summary>Repeats the button's id, because an <c>Action.Submit</c> has no verb.</summary>
    public const string Action = "action";

    /// <summary>Questions whose long comment and evidence are not on the card, joined by commas.</summary>
    public const string Kept = "kept";

    /// <summary>The page of a list that the button asks for.</summary>
    public const string List = "list";

    /// <summary>The assessment whose card the button leaves for something that is not about it.</summary>
    public const string From = "from";

    /// <summary>When the card was opened in words, in milliseconds of Unix time.</summary>
    public const string Opened = "opened";
}
