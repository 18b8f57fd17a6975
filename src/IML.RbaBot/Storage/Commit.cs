using System.Collections.Immutable;
using Azure;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>One transaction on an assessment, with the numbers that its event and outbox rows get.</summary>
/// <param name="Rows">The transaction.</param>
/// <param name="First">The number of its first event row, and of its outbox rows.</param>
/// <param name="Actor">Who.</param>
/// <param name="At">When.</param>
/// <param name="Revision">The revision that the commit makes.</param>
internal sealed record Commit(TableTransaction Rows, int First, Actor Actor, DateTimeOffset At, int Revision)
{
    /// <summary>The messages with this commit's number.</summary>
    public ImmutableArray<OutboxMessage> Number(IReadOnlyList<OutboxMessage> messages) =>
        [.. messages.Select(m => m with { Number = First })];

    /// <summary>
    /// The number of the next commit's first event. An outbox row without an event takes a number as well, so that no key comes twice.
    /// </summary>
    /// <param name="audit">How many event rows it writes.</param>
    /// <param name="messages">How many outbox rows.</param>
    public int NextEventAfter(int audit, int messages) => First + (audit == 0 && messages > 0 ? 1 : audit);

    /// <summary>The head: first in the transaction, because its ETag is what the answer tells.</summary>
    public void Head(ETag? etag, Action<TableTransaction> write)
    {
        if (etag is { } guard)
        {
            Rows.Replace(Keys.Head, guard, write);
        }
        else
        {
            Rows.Insert(Keys.Head, write);
        }
    }

    /// <summary>The event rows, as <see cref="AuditRow.Rows"/> gives them.</summary>
    public void Audit(ImmutableArray<ReadOnlyMemory<byte>> audit)
    {
        var number = First;
        foreach (var changes in audit)
        {
            Rows.Insert(Keys.Event(number++), row => AuditRow.Write(row, changes, Actor, At, Revision));
        }
    }
}
