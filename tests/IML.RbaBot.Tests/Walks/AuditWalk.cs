using System.Text.Json;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Tests.Walks;

/// <summary>
/// The audit of one assessment held against the table of the standard: who made each change, in which state, and that its rows only
/// ever grow, without a gap. It shares no code with the state machine.
/// </summary>
internal sealed class AuditWalk(WalkWorld world, string id)
{
    private readonly List<AuditEntry> known = [];
    private readonly HashSet<string> coEditors = new(StringComparer.Ordinal);
    private string state = "";
    private string developer = "";
    private string reviewer = "";

    public List<string> Happened { get; } = [];

    /// <param name="entries">The audit as it stands.</param>
    /// <param name="stored">The assessment as it stands.</param>
    public void Follow(IReadOnlyList<AuditEntry> entries, StoredAssessment stored)
    {
        Assert.True(entries.Count >= known.Count, $"{id}: {known.Count} rows of the audit became {entries.Count}.");
        Assert.Equal(known, entries.Take(known.Count));
        CheckNumbers(entries, stored);
        for (var i = known.Count; i < entries.Count; i++)
        {
            var before = i == 0 ? 0 : entries[i - 1].Revision;

            // Saving only where a draft goes on leaves no row.
            Assert.True(entries[i].Revision >= before && entries[i].Revision <= stored.Assessment.Revision, $"{id} {entries[i].Row}: revision {entries[i].Revision} after {before}.");
            foreach (var change in JsonDocument.Parse(entries[i].Changes).RootElement.EnumerateArray())
            {
                Follow(change, entries[i]);
            }
        }

        known.AddRange(entries.Skip(known.Count));
        Assert.Equal(StateRow.NameOf(stored.Assessment.State), state);
        Assert.Equal(stored.Assessment.Developer.Id.Value, developer);
        Assert.Equal(stored.Assessment.CoEditors.Select(e => e.Id.Value).Order(), coEditors.Order());
    }

    /// <summary>A number is that of an event, or of messages that were promised without one.</summary>
    private static void CheckNumbers(IReadOnlyList<AuditEntry> entries, StoredAssessment stored)
    {
        var numbers = entries.Select(e => int.Parse(e.Row[Keys.EventPrefix.Length..])).ToArray();
        Assert.Equal(numbers.Distinct().Order(), numbers);
        Assert.True(numbers.Length == 0 || numbers[^1] < stored.NextEvent, $"{stored.Id}: {numbers[^1]} and the next {stored.NextEvent}");
        var texts = string.Join('\n', entries.Select(e => e.Changes).Concat(stored.Outbox.Select(m => Keys.Outbox(m))));
        foreach (var missing in Enumerable.Range(1, stored.NextEvent - 1).Except(numbers))
        {
            Assert.True(texts.Contains($"{Keys.OutboxPrefix}{missing:D6}-", StringComparison.Ordinal), $"{stored.Id}: no event and no message {missing}.");
        }
    }

    private void Follow(JsonElement change, AuditEntry entry)
    {
        var what = change.GetProperty("what").GetString()!;
        Happened.Add(what);
        var by = entry.By;
        var isEditor = by == developer || coEditors.Contains(by);
        bool In(params string[] states) => states.Contains(state);
        bool MayReview(string person) => HasRole(person, Roles.FocalPoint | Roles.BackupFocalPoint) && person != developer && !coEditors.Contains(person);
        void Only(bool allowed) => Assert.True(allowed, $"{id} {entry.Row}: {what} by {by} in state {state}: {change}");

        switch (what)
        {
            case "started":
                Only(state == "");
                (state, developer) = ("Draft", by);
                break;
            case "rescreened":
                Only(state == "");
                (state, developer) = ("Draft", by);
                foreach (var person in world.Tables.Before.GetValueOrDefault(change.GetProperty("from").GetString()!)?.Assessment.CoEditors ?? [])
                {
                    coEditors.Add(person.Id.Value);
                }

                break;
            case "project-changed":
                Only(In("Draft") && isEditor);
                break;
            case "answer-changed" or "response-changed":
                Only(In("Draft", "Returned") && isEditor);
                break;
            case "comment-replied":
                Only(In("Returned") && isEditor);
                break;
            case "submitted":
                Only(In("Draft", "Returned") && by == developer);
                state = "Submitted";
                break;
            case "recorded":
                Only(In("Submitted") && (by == "system" || Happened[^2] == "submitted"));
                state = "Recorded";
                break;
            case "withdrawn":
                Only(In("Draft", "Submitted", "Returned") && (by == developer || HasRole(by, Roles.Administrator)));
                state = "Withdrawn";
                break;
            case "claimed":
                Only(In("Submitted") && MayReview(by));
                (state, reviewer) = ("UnderReview", by);
                break;
            case "released":
                Only(In("UnderReview") && by == reviewer);
                (state, reviewer) = ("Submitted", "");
                break;
            case "handed-over":
                reviewer = by == reviewer ? PersonIn(change, "after") : "";
                Only(In("UnderReview") && MayReview(reviewer));
                break;
            case "hand-over-asked":
                Only(In("UnderReview") && MayReview(by) && by != reviewer);
                break;
            case "flag-lifted":
                Only(In("UnderReview") && by == reviewer);
                break;
            case "returned":
                Only(In("UnderReview") && by == reviewer);
                state = "Returned";
                break;
            case "cleared" or "cleared-with-conditions" or "not-cleared":
                Only(In("UnderReview") && by == reviewer);
                state = what switch { "cleared" => "Cleared", "not-cleared" => "NotCleared", _ => "ClearedWithConditions" };
                break;
            case "superseded":
                Only(In("Cleared", "ClearedWithConditions", "NotCleared", "Recorded") && by == "system");
                state = "Superseded";
                break;
            case "owner-changed":
                Only(HasRole(by, Roles.Administrator));
                developer = PersonIn(change, "after");
                coEditors.Remove(developer);
                break;
            case "co-editor-invited":
                Only(In("Draft", "Submitted", "Returned") && by == developer);
                coEditors.Add(PersonIn(change, "person"));
                break;
            case "co-editor-removed":
                Only(In("Draft", "Submitted", "Returned") && by == developer);
                coEditors.Remove(PersonIn(change, "person"));
                break;
            case "request-made":
                Only(In("Draft", "Submitted", "UnderReview", "Returned") && isEditor);
                break;
            case "request-replied":
                Only(!In("Withdrawn") && MayReview(by));
                break;
            default:
                // What became of a promise: the bot's own, or an administrator's decision.
                Only(by == "system" || HasRole(by, Roles.Administrator));
                break;
        }
    }

    private bool HasRole(string person, Roles roles) =>
        PersonId.Parse(person) is { } parsed && world.Roster.ActorOf(new Person(parsed, person)).Has(roles);

    private static string PersonIn(JsonElement change, string member) => change.GetProperty(member).GetString()!;
}
