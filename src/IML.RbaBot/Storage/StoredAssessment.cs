using System.Collections.Immutable;
using Azure;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Storage;

/// <summary>An assessment as it stands in the store, with what the next commit needs.</summary>
/// <param name="Assessment">The assessment; its text is what the store holds.</param>
/// <param name="ETag">Of the head row: guards the next commit.</param>
/// <param name="NextEvent">The number of the next event row, from 1.</param>
/// <param name="Outbox">The messages still to be delivered, also those given up.</param>
public sealed record StoredAssessment(Assessment Assessment, ETag ETag, int NextEvent, ImmutableArray<OutboxMessage> Outbox)
{
    public AssessmentId Id => Assessment.Id;

    /// <summary>Grows with every commit and with every recorded delivery: of two states of an assessment the greater is the later.</summary>
    public long Version => (long)Assessment.Revision + NextEvent;

    /// <summary>Its cards in chats and channels that are updated in place.</summary>
    public ImmutableArray<PlacedCard> Cards { get; init; } = [];

    public PlacedCard? CardOf(string key) => Cards.FirstOrDefault(c => c.Key == key);

    /// <summary>Those that show the result to who may answer: the developer's, and each co-editor's. A former owner's or editor's is none.</summary>
    public IEnumerable<PlacedCard> ResultCards => Cards.Where(c =>
        c.Face is not CardFace.Alert
        && c.Person is { } person
        && (c.Key == PlacedCard.Result ? person == Assessment.Developer.Id : Assessment.IsEditor(person)));

    /// <summary>All that show no result: those of the Unit's people and of its channel, and what a former co-editor still has.</summary>
    public IEnumerable<PlacedCard> UnitCards => Cards.Except(ResultCards).Where(c => c.Key != PlacedCard.Result);

    /// <summary>Those that say where the documents lie: the results, and the reviews that the Unit's people have before them.</summary>
    public IEnumerable<PlacedCard> CardsThatSayWhereItIsFiled =>
        ResultCards.Concat(UnitCards.Where(c => c is { Face: CardFace.Standing, Person: not null }));

    /// <summary>The same with cards in the place of those of their keys.</summary>
    internal StoredAssessment With(ImmutableArray<PlacedCard> placed) =>
        this with { Cards = [.. Cards.Where(c => placed.All(p => p.Key != c.Key)), .. placed] };
}

/// <summary>What a load finds.</summary>
public abstract record LoadResult
{
    private LoadResult()
    {
    }

    /// <param name="Stored">The assessment.</param>
    /// <param name="Cached">
    /// Whether this process only remembers it: another instance may have gone on since. A commit finds out; before a refusal or a
    /// conflict is shown, load afresh and decide again.
    /// </param>
    public sealed record Found(StoredAssessment Stored, bool Cached) : LoadResult;

    public sealed record NotFound : LoadResult
    {
        /// <summary>There was one, which was deleted: its reference and version are never given again.</summary>
        public bool IsErased { get; init; }
    }

    /// <summary>It was begun with a questionnaire version that is no longer shipped. Nothing is changed.</summary>
    /// <param name="Questionnaire">That version.</param>
    /// <param name="Readership">Who may know of it: everybody else learns no more than of one that does not exist.</param>
    public sealed record UnknownVersion(QuestionnaireRef Questionnaire, Readership Readership) : LoadResult;
}

/// <summary>What a commit comes to.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <param name="Stored">What stands now; the assessment as decided, its text as the store holds it.</param>
    public sealed record Committed(StoredAssessment Stored) : CommitResult;

    /// <summary>Somebody else committed first, or the id is taken: nothing was written. Load afresh and decide again.</summary>
    public sealed record Conflict : CommitResult;
}
