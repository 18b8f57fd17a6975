using System.Collections.Immutable;
using Azure;

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

    /// <summary>A message that tells people of a change; which one says <see cref="OutboxMessage.About"/>.</summary>
    Notice,

    /// <summary>The day on which retention looks at it.</summary>
    Retention,

    /// <summary>What falls due while a submission waits for its reply. It stays until nothing will fall due any more.</summary>
    Clock,

    /// <summary>Puts what was recorded without a review into the next digest of the focal points.</summary>
    DigestEntry,

    /// <summary>The digest of one focal point and day; the assessment only carries it.</summary>
    Digest,

    /// <summary>The alerts that were sent, updated in place, with a line in the channel's thread.</summary>
    SentAlerts,

    /// <summary>The version before a final one becomes superseded.</summary>
    Supersede,

    /// <summary>The documents, filed in SharePoint or a folder.</summary>
    Export,
}

/// <summary>What a commit or a delivery promises: one message, delivered at once or not before a time.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="About">
/// Tells several messages of a kind apart that one commit promises: a notice's topic, for example. It is part of the row's key, so
/// ASCII letters, digits and hyphens.
/// </param>
/// <param name="Detail">An id that the message needs beside the assessment's: a person's or a question's. Never an answer.</param>
/// <param name="NotBefore">Null for at once.</param>
public readonly record struct Following(
    OutboxKind Kind, string? About = null, string? Detail = null, DateTimeOffset? NotBefore = null)
{
    public static implicit operator Following(OutboxKind kind) => new(kind);

    /// <summary>What an update of cards is about when documents were filed or could not be: the reviews say that too, not the results alone.</summary>
    public const string AboutFiling = "filing";

    /// <summary>The update of all cards that say where the documents lie.</summary>
    public static Following CardsAfterFiling { get; } = new(OutboxKind.ResultCard, AboutFiling);

    /// <summary>A notice to people.</summary>
    public static Following Notice(NoticeTopic topic, string? detail = null) => new(OutboxKind.Notice, topic.ToString(), detail);
}

/// <summary>
/// A message still to be delivered: the row <c>outbox-000007-alert</c>, written in the transaction of the commit that promises it.
/// It holds ids and progress, never answers: a delivery reads the assessment as it stands.
/// </summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="PromisedAt">When the commit was made.</param>
/// <param name="NotBefore">Not tried again before; of one that is undeliverable, when it was given up.</param>
public sealed record OutboxMessage(OutboxKind Kind, DateTimeOffset PromisedAt, DateTimeOffset NotBefore)
{
    /// <summary>The number of the commit's first event; 0 until it is committed.</summary>
    public int Number { get; init; }

    /// <summary>See <see cref="Following"/>.</summary>
    public string? About { get; init; }

    /// <summary>See <see cref="Following"/>.</summary>
    public string? Detail { get; init; }

    /// <summary>Of the row as it was read; says nothing of the message itself.</summary>
    internal ETag ETag { get; init; }

    /// <summary>How often delivery was tried without success.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// Keys of the recipients that have it already (a delivery's own words, for example <c>person-…</c> or <c>channel</c>), so that
    /// the next try leaves them out.
    /// </summary>
    public ImmutableArray<string> Done { get; init; } = [];

    /// <summary>Why the last try failed: for the log and for administrators, without names and answers.</summary>
    public string? LastReason { get; init; }

    /// <summary>An instance is sending it: until <see cref="NotBefore"/> nobody else does.</summary>
    public bool IsHeld { get; init; }

    /// <summary>No more tries: people see it, and the health check reports it.</summary>
    public bool Undeliverable { get; init; }

    /// <summary>A message to be promised with a commit at <paramref name="at"/>; the store gives its number.</summary>
    public static OutboxMessage Promised(Following following, DateTimeOffset at) =>
        new(following.Kind, at, following.NotBefore is { } later && later > at ? later : at)
        {
            About = following.About,
            Detail = following.Detail,
        };

    public bool Equals(OutboxMessage? other) =>
        other is not null
        && (Kind, About, Detail, PromisedAt, NotBefore, Number) == (other.Kind, other.About, other.Detail, other.PromisedAt, other.NotBefore, other.Number)
        && (Attempts, LastReason, Undeliverable, IsHeld) == (other.Attempts, other.LastReason, other.Undeliverable, other.IsHeld)
        && Done.AsSpan().SequenceEqual(other.Done.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Kind, Number, Attempts, NotBefore, Done.Length);
}
