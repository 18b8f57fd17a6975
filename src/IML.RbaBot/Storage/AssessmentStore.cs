using System.Collections.Immutable;
using Azure;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Storage;

/// <summary>
/// Assessments: loaded by one query of their partition, committed by one transaction guarded by the head's ETag.
/// </summary>
public sealed partial class AssessmentStore
{
    private readonly StorageClients clients;
    private readonly Func<QuestionnaireRef, Questionnaire?> questionnaires;
    private readonly RecentAssessments recent;

    /// <param name="clients">Tables and queue.</param>
    /// <param name="questionnaires">The shipped questionnaire of that id and version, or null.</param>
    /// <param name="options">How many assessments are remembered.</param>
    public AssessmentStore(StorageClients clients, Func<QuestionnaireRef, Questionnaire?> questionnaires, StorageOptions options)
    {
        this.clients = clients;
        this.questionnaires = questionnaires;
        recent = new RecentAssessments(options.CachedAssessments);
    }

    /// <summary>Loads an assessment in one round trip, or in none when this process remembers it.</summary>
    /// <param name="id">The assessment.</param>
    /// <param name="allowCached">
    /// True for a turn that ends in a commit, which finds out whether the remembered one is out of date. A refusal decided from a
    /// remembered one is decided again from a fresh one.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    public async Task<LoadResult> LoadAsync(AssessmentId id, bool allowCached, CancellationToken cancellationToken)
    {
        if (allowCached && recent.Find(id) is { } remembered)
        {
            return new LoadResult.Found(remembered, Cached: true);
        }

        var rows = new PartitionRows();
        await clients.CallAsync(token => clients.Assessments.QueryAsync(Keys.Partition(id), rows.Read, token), cancellationToken);
        if (rows.Head is not { } head)
        {
            return new LoadResult.NotFound { IsErased = rows.IsErased };
        }

        if (questionnaires(head.Questionnaire) is not { } questionnaire)
        {
            return new LoadResult.UnknownVersion(head.Questionnaire, head.Readership);
        }

        var sheet = AnswerSheet.Of(questionnaire, rows.Answers, rows.Responses);
        var stored = new StoredAssessment(
            head.ToAssessment(id, sheet, rows.Review), head.ETag, head.NextEvent, [.. rows.Outbox])
        {
            Cards = [.. rows.Cards],
        };
        recent.Put(stored);
        return new LoadResult.Found(stored, Cached: false);
    }

    /// <summary>The audit of an assessment, oldest first.</summary>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    public Task<ImmutableArray<AuditEntry>> ReadAuditAsync(AssessmentId id, CancellationToken cancellationToken) => clients.CallAsync(
        async token =>
        {
            var entries = ImmutableArray.CreateBuilder<AuditEntry>();
            await clients.Assessments.QueryEventsAsync(Keys.Partition(id), row => entries.Add(AuditRow.Read(row)), token);
            return entries.ToImmutable();
        },
        cancellationToken);

    /// <summary>What this process remembers of an assessment; null when nothing. May be out of date: to show, not to decide.</summary>
    public StoredAssessment? Remembered(AssessmentId id) => recent.Find(id);

    /// <summary>It is about to be deleted.</summary>
    internal void Forget(AssessmentId id) => recent.Forget(id);

    /// <summary>
    /// Commits a decision in one transaction: the head, the answers that changed, the audit and what has to follow.
    /// </summary>
    /// <param name="before">What the decision was made on; null for a new assessment.</param>
    /// <param name="accepted">The decision; one without events writes nothing.</param>
    /// <param name="actor">Who decided.</param>
    /// <param name="at">When, in UTC.</param>
    /// <param name="outbox">Messages to promise, at most one of a kind. Promise them to the dispatcher before.</param>
    /// <param name="cancellationToken">Ends the wait; the commit may have happened all the same.</param>
    /// <param name="cards">Cards that show something else from now on, as they are to be; a conflict where somebody was faster.</param>
    /// <exception cref="StorageUnavailableException">Storage is away; the commit may have happened all the same.</exception>
    /// <exception cref="TableLimitException">The commit exceeds a limit of Azure Tables; nothing was sent.</exception>
    public async Task<CommitResult> CommitAsync(
        StoredAssessment? before,
        Decision.Accepted accepted,
        Actor actor,
        DateTimeOffset at,
        IReadOnlyList<OutboxMessage> outbox,
        CancellationToken cancellationToken,
        ImmutableArray<PlacedCard> cards = default)
    {
        cards = cards.IsDefault ? [] : cards;
        if (before is not null && accepted.Events.IsEmpty && outbox.Count == 0 && cards.IsEmpty)
        {
            return new CommitResult.Committed(before);
        }

        var (events, after) = StorableText.Clean(accepted);
        using var rows = clients.Assessments.Begin(Keys.Partition(after.Id));
        var commit = new Commit(rows, before?.NextEvent ?? 1, actor, at, after.Revision);
        var messages = commit.Number(outbox);
        var audit = AuditRow.Rows(events, []);
        var nextEvent = commit.NextEventAfter(audit.Length, messages.Length);
        commit.Head(before?.ETag, row => HeadRow.Write(row, after, nextEvent));
        foreach (var question in ChangedQuestions(events, after))
        {
            rows.Upsert(
                Keys.Answer(question), row => AnswerRow.Write(row, after.Sheet[question], after.Sheet.Response(question), actor, at));
        }

        ReviewRows.Write(rows, before?.Assessment, after);
        commit.Audit(audit);
        foreach (var message in messages)
        {
            rows.Insert(Keys.Outbox(message), row => OutboxRow.Write(row, message));
        }

        Place(rows, cards);
        if (await SubmitAsync(after.Id, rows, cancellationToken) is not { } etag)
        {
            return new CommitResult.Conflict();
        }

        var stored = new StoredAssessment(after, etag, nextEvent, [.. before?.Outbox ?? [], .. messages]) { Cards = before?.Cards ?? [] };
        Remember(stored.With(cards), isExact: cards.IsEmpty);
        return new CommitResult.Committed(stored.With(cards));
    }

    private async Task<ETag?> SubmitAsync(AssessmentId id, TableTransaction rows, CancellationToken cancellationToken)
    {
        var etag = await clients.CallAsync(token => clients.Assessments.SubmitAsync(rows, token), cancellationToken);
        if (etag is null)
        {
            recent.Forget(id);
        }

        return etag;
    }

    private static ImmutableArray<QuestionId> ChangedQuestions(ImmutableArray<AssessmentEvent> events, Assessment after) =>
    [
        .. events.SelectMany(e => e switch
        {
            AssessmentEvent.AnswerChanged answer => [answer.Question],
            AssessmentEvent.ResponseChanged response => [response.Question],

            // The next version begins with the answers of the one before.
            AssessmentEvent.Rescreened => after.Questionnaire.Questions
                .Where(q => after.Sheet[q.Position] is not null || after.Sheet.Response(q.Position) is not null)
                .Select(q => q.Id),
            _ => Enumerable.Empty<QuestionId>(),
        }).Distinct(),
    ];

    /// <summary>The rows of one partition, as far as read.</summary>
    private sealed class PartitionRows
    {
        public HeadRow? Head { get; private set; }

        public bool IsErased { get; private set; }

        // Room for every question there is.
        public List<KeyValuePair<QuestionId, Answer>> Answers { get; } = new(64);

        public List<KeyValuePair<QuestionId, FlagResponse>> Responses { get; } = [];

        public List<OutboxMessage> Outbox { get; } = [];

        public List<PlacedCard> Cards { get; } = [];

        public ReviewRows Review { get; } = new();

        public void Read(StoredRow row)
        {
            var key = row.NeededText("RowKey"u8);
            if (key == Keys.Head)
            {
                // One that was deleted leaves its head, so that its reference is never given again.
                IsErased = row.Text("state"u8) == AssessmentEraser.Deleted;
                Head = IsErased ? null : HeadRow.Read(row);
            }
            else if (key.StartsWith(Keys.AnswerPrefix, StringComparison.Ordinal))
            {
                var question = new QuestionId(key[Keys.AnswerPrefix.Length..]);
                if (AnswerRow.ReadAnswer(row) is { } answer)
                {
                    Answers.Add(new(question, answer));
                }

                if (AnswerRow.ReadResponse(row) is { } response)
                {
                    Responses.Add(new(question, response));
                }
            }
            else if (Review.TryRead(key, row))
            {
                return;
            }
            else if (key.StartsWith(Keys.CardPrefix, StringComparison.Ordinal))
            {
                Cards.Add(PlacedCardRow.Read(row, key[Keys.CardPrefix.Length..]));
            }
            else if (key.StartsWith(Keys.OutboxPrefix, StringComparison.Ordinal) && OutboxRow.Read(row) is { } message)
            {
                Outbox.Add(message);
            }
        }
    }
}
