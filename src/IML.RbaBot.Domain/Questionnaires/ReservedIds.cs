using System.Collections.Frozen;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>
/// Ids that questions and pages cannot have. On a card the id of a question is the name of its input, and so stands beside the members
/// of the button's own data and beside the ids of what opens and closes; the id of a page names a card, and so stands beside the names of
/// the cards that are no page. A question or page with such an id could be seen and never be answered.
/// </summary>
public static class ReservedIds
{
    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.Ordinal,
        "action", "assessment", "revision", "page", "kept", "list", "from", "opened", "go-to", "verdict", "msteams",
        "project", "summary", "overview", "people", "owner", "withdraw");

    private static readonly string[] Beginnings = ["flag-", "review", "ask", "request"];
    private static readonly string[] Ends = ["-guidance", "-comment", "-risks", "-reason"];

    /// <summary>Whether the bot's cards give the id a meaning of their own.</summary>
    public static bool Contains(string id) => Words.Contains(id)
        || Array.Exists(Beginnings, b => id.StartsWith(b, StringComparison.Ordinal))
        || Array.Exists(Ends, e => id.EndsWith(e, StringComparison.Ordinal));
}
