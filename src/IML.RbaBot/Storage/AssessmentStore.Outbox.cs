using System.Collections.Immutable;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>The part about messages that wait: holding them, and recording what became of them.</summary>
public sealed partial class AssessmentStore
{
    // With its pauses more than ten seconds: what is not recorded in that time is delivered again.
    private const int SettleTries = 150;

    /// <summary>
    /// Takes a message for this process until then, so that no other instance delivers it meanwhile. Guarded by the row's own ETag, so
    /// that it never meets a person's commit.
    /// </summary>
    /// <returns>The message as it stands now; null when another instance was faster, or has delivered it.</returns>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    internal Task<OutboxMessage?> HoldAsync(
        AssessmentId id, OutboxMessage message, DateTimeOffset until, CancellationToken cancellationToken) =>
        PutAsync(id, message with { NotBefore = until, IsHeld = true }, cancellationToken);

    /// <summary>Writes a message's row as it is to be, unless somebody else has written it since it was read; null then.</summary>
    internal async Task<OutboxMessage?> PutAsync(AssessmentId id, OutboxMessage message, CancellationToken cancellationToken)
    {
        using var rows = clients.Assessments.Begin(Keys.Partition(id));
        rows.Replace(Keys.Outbox(message), message.ETag, row => OutboxRow.Write(row, message));
        var etag = await clients.CallAsync(token => clients.Assessments.SubmitAsync(rows, token), cancellationToken);
        return etag is { } now ? message with { ETag = now } : null;
    }

    /// <summary>
    /// Records what became of an outbox message, in one transaction and without a new revision, so that open cards stay valid. Tried
    /// again when somebody else committed meanwhile. Null when somebody else has recorded an outcome of the same message: then there is
    /// nothing to do.
    /// </summary>
    internal async Task<StoredAssessment?> SettleAsync(
        StoredAssessment seen, OutboxMessage message, Settlement settlement, DateTimeOffset at, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= SettleTries; attempt++)
        {
            if (!seen.Outbox.Contains(message))
            {
                return null;
            }

            if (await TrySettleAsync(seen, message, settlement, at, cancellationToken) is { } settled)
            {
                return settled;
            }

            await CommitPause.AfterAsync(attempt, Random.Shared, cancellationToken);
            if (settlement.OnlyOnSeen
                || await LoadAsync(seen.Id, allowCached: false, cancellationToken) is not LoadResult.Found { Stored: var fresh })
            {
                return null;
            }

            seen = fresh;
        }

        return null;
    }

    /// <summary>Lets a message that was given up be tried again from the start.</summary>
    /// <param name="id">The assessment.</param>
    /// <param name="message">The key of its outbox row. Untrusted.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    internal Task<UndeliverableDecision> RetryUndeliverableAsync(
        AssessmentId id, string message, Actor actor, DateTimeOffset at, CancellationToken cancellationToken) => DecideUndeliverableAsync(
            id,
            message,
            given => new Settlement(
                "tried-again",
                null,
                given.Kind == OutboxKind.Alert ? [new AssessmentEvent.AlertFailed(0, "tried again", GivenUp: false)] : [],
                given with { Attempts = 0, Undeliverable = false, NotBefore = at },
                [])
            {
                Actor = actor,
            },
            at,
            cancellationToken);

    /// <summary>Removes a message that was given up, with the reason in the audit.</summary>
    internal Task<UndeliverableDecision> GiveUpUndeliverableAsync(
        AssessmentId id, string message, string reason, Actor actor, DateTimeOffset at, CancellationToken cancellationToken) =>
        DecideUndeliverableAsync(
            id,
            message,
            _ => new Settlement("given-up", StorableText.Clean(reason), [], null, [])
            {
                Actor = actor,
            },
            at,
            cancellationToken);

    private async Task<UndeliverableDecision> DecideUndeliverableAsync(
        AssessmentId id, string message, Func<OutboxMessage, Settlement> settle, DateTimeOffset at, CancellationToken cancellationToken)
    {
        switch (await LoadAsync(id, allowCached: false, cancellationToken))
        {
            case LoadResult.Found { Stored: var stored } when stored.Outbox.FirstOrDefault(m => m.Undeliverable && Keys.Outbox(m) == message) is { } given:
                return await SettleAsync(stored, given, settle(given), at, cancellationToken) is not null
                    ? UndeliverableDecision.Done
                    : UndeliverableDecision.NotNow;
            case LoadResult.UnknownVersion:
                return UndeliverableDecision.NotNow;
            default:
                return UndeliverableDecision.NotThere;
        }
    }

    private async Task<StoredAssessment?> TrySettleAsync(
        StoredAssessment seen, OutboxMessage message, Settlement settlement, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var after = Decider.After(seen.Assessment, settlement.Events, at);
        using var rows = clients.Assessments.Begin(Keys.Partition(seen.Id));
        var commit = new Commit(rows, seen.NextEvent, settlement.Actor, at, after.Revision);
        IEnumerable<Following> projection = DirectoryStore.IsListedAnew(seen.Assessment, after) ? [OutboxKind.Projection] : [];
        var following = commit.Number(
            [.. settlement.Then.Concat(projection).DistinctBy(f => (f.Kind, f.About)).Select(f => OutboxMessage.Promised(f, at))]);
        var audit = AuditRow.Rows(settlement.Events, [new AuditRow.Delivery(settlement.What, message, settlement.Reason)]);
        var nextEvent = commit.NextEventAfter(audit.Length, following.Length);
        commit.Head(seen.ETag, row => HeadRow.Write(row, after, nextEvent));
        commit.Audit(audit);
        var key = Keys.Outbox(message);
        if (settlement.Keep is { } keep)
        {
            rows.Upsert(key, row => OutboxRow.Write(row, keep));
        }
        else
        {
            rows.Delete(key);
        }

        // Whoever has the alert may have opened it before it was recorded: then it is theirs.
        ImmutableArray<PlacedCard> cards =
        [
            .. settlement.Sent
                .Where(sent => seen.CardOf(sent.Key)?.IsAt(sent.Conversation, sent.ActivityId) != true)
                .Select(sent => sent with { ETag = seen.CardOf(sent.Key)?.ETag ?? default }),
        ];
        Place(rows, cards);

        foreach (var next in following)
        {
            rows.Insert(Keys.Outbox(next), row => OutboxRow.Write(row, next));
        }

        if (await SubmitAsync(seen.Id, rows, cancellationToken) is not { } etag)
        {
            return null;
        }

        var kept = settlement.Keep is { } replacement ? seen.Outbox.Replace(message, replacement) : seen.Outbox.Remove(message);
        var stored = new StoredAssessment(after, etag, nextEvent, [.. kept, .. following]) { Cards = seen.Cards };
        Remember(stored.With(cards), isExact: cards.IsEmpty);
        return stored.With(cards);
    }
}
