using System.Collections.Immutable;
using System.Text.Json;
using Azure.Data.Tables;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>A message that was tried as often as is tried, or that no try would help: an administrator decides what becomes of it.</summary>
/// <param name="Id">The assessment that promised it.</param>
/// <param name="Message">
/// The key of its outbox row, for <see cref="Dispatcher.RetryUndeliverableAsync"/> and <see cref="Dispatcher.GiveUpAsync"/>. Safe to put
/// into a card: it is read as untrusted.
/// </param>
/// <param name="Kind">What it is; null for a kind that this version does not know.</param>
/// <param name="About">Which one of its kind: a notice's topic, for example.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Reason">Why the last try failed; no names, no answers.</param>
/// <param name="At">When it was given up.</param>
public sealed record UndeliverableMessage(
    AssessmentId Id, string Message, OutboxKind? Kind, string? About, int Attempts, string? Reason, DateTimeOffset At)
{
    internal static UndeliverableMessage Read(TableEntity row)
    {
        var id = AssessmentId.Parse(row.GetString("id")) ?? throw new JsonException($"{row.RowKey} names no assessment.");
        return new UndeliverableMessage(
            id,
            row.RowKey[Keys.Undeliverable(id, "").Length..],
            Keys.KindOf(row.GetString("kind") ?? ""),
            row.GetString("about"),
            row.GetInt32("attempts") ?? 0,
            row.GetString("reason"),
            StoredTime.Read(row.GetString("at")));
    }
}

/// <summary>What became of an administrator's decision on one.</summary>
public enum UndeliverableDecision
{
    Done,

    /// <summary>No such message waits for a decision: it is taken off the list.</summary>
    NotThere,

    /// <summary>It cannot be decided on at present, because somebody else does, or this version cannot read its assessment: it stays listed.</summary>
    NotNow,
}

/// <summary>A page of them.</summary>
/// <param name="Items">In the order of their keys.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record UndeliverablePage(ImmutableArray<UndeliverableMessage> Items, string? Next);
