using System.Collections.Immutable;

namespace IML.RbaBot.Dispatch;

/// <summary>What has to follow a commit. Kinds do not wait for each other.</summary>
public enum OutboxKind
{
    /// <summary>The alert of a submission to focal points and the channel.</summary>
    Alert,

    /// <summary>The rows of the lists in the table <c>Directory</c>.</summary>
    Projection,

    /// <summary>The developer's result card, updated in place.</summary>
    ResultCard,
}

/// <summary>
/// A message still to be delivered: the row <c>outbox-000007-alert</c>, written in the transaction of the commit that promises it.
/// It holds ids and progress, never answers: a delivery reads the assessment as it stands.
/// </summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="PromisedAt">When the commit was made.</param>
/// <param name="NotBefore">Not tried again before.</param>
public sealed record OutboxMessage(OutboxKind Kind, DateTimeOffset PromisedAt, DateTimeOffset NotBefore)
{
    /// <summary>The number of the commit's first event; 0 until it is committed.</summary>
    public int Number { get; init; }

    /// <summary>How often delivery was tried without success.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// Keys of the recipients that have it already (a delivery's own words, for example <c>person-…</c> or <c>channel</c>), so that
    /// the next try leaves them out.
    /// </summary>
    public ImmutableArray<string> Done { get; init; } = [];

    /// <summary>Why the last try failed: for the log and for administrators, without names and answers.</summary>
    public string? LastReason { get; init; }

    /// <summary>No more tries: people see it, and the health check reports it.</summary>
    public bool Undeliverable { get; init; }

    /// <summary>A message to be promised with a commit at <paramref name="at"/>; the store gives its number.</summary>
    public static OutboxMessage Promised(OutboxKind kind, DateTimeOffset at) => new(kind, at, at);

    public bool Equals(OutboxMessage? other) =>
        other is not null
        && (Kind, PromisedAt, NotBefore, Number, Attempts, LastReason, Undeliverable)
            == (other.Kind, other.PromisedAt, other.NotBefore, other.Number, other.Attempts, other.LastReason, other.Undeliverable)
        && Done.AsSpan().SequenceEqual(other.Done.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Kind, Number, Attempts, NotBefore, Done.Length);
}
