using System.Text.Json;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Storage;

/// <summary>A state as the head row holds it: its name, and what it carries.</summary>
internal static class StateRow
{
    /// <summary>The stored name; never changes once rows exist.</summary>
    public static string NameOf(AssessmentState state) => state switch
    {
        AssessmentState.Draft => "Draft",
        AssessmentState.Submitted => "Submitted",
        AssessmentState.UnderReview => "UnderReview",
        AssessmentState.Returned => "Returned",
        AssessmentState.Cleared => "Cleared",
        AssessmentState.ClearedWithConditions => "ClearedWithConditions",
        AssessmentState.NotCleared => "NotCleared",
        AssessmentState.Recorded => "Recorded",
        AssessmentState.Withdrawn => "Withdrawn",
        AssessmentState.Superseded => "Superseded",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state without a stored name."),
    };

    /// <summary>Null for a draft, which carries nothing.</summary>
    public static StateDocument? Of(AssessmentState state) => state switch
    {
        AssessmentState.Draft => null,
        AssessmentState.Submitted s => With(s.At, s.Result),
        AssessmentState.UnderReview s => With(s.At, s.Result) with { Reviewer = PersonDocument.Of(s.Reviewer), Since = s.Since },
        AssessmentState.Returned s => With(s.At, s.Result) with
        {
            Reviewer = PersonDocument.Of(s.Reviewer),
            Reopened = [.. s.Reopened.Select(q => q.Value)],
        },
        AssessmentState.Cleared s => Decided(s.At, s.Result, s.Reviewer, s.DecidedAt),
        AssessmentState.ClearedWithConditions s => Decided(s.At, s.Result, s.Reviewer, s.DecidedAt),
        AssessmentState.NotCleared s => Decided(s.At, s.Result, s.Reviewer, s.DecidedAt),
        AssessmentState.Recorded s => With(s.At, s.Result) with { RecordedAt = s.RecordedAt },
        AssessmentState.Withdrawn s => With(s.At, s.Result) with { Reason = s.Reason },
        AssessmentState.Superseded s => With(null, s.Result) with { By = s.By.Value },
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state that is not stored."),
    };

    public static AssessmentState Read(string name, StateDocument stored) => name switch
    {
        "Draft" => new AssessmentState.Draft(),
        "Submitted" => new AssessmentState.Submitted(At(stored.At), ResultOf(stored)),
        "UnderReview" => new AssessmentState.UnderReview(At(stored.At), ResultOf(stored), Reviewer(stored), At(stored.Since)),
        "Returned" => new AssessmentState.Returned(
            At(stored.At), ResultOf(stored), Reviewer(stored), [.. (stored.Reopened ?? []).Select(q => new QuestionId(q))]),
        "Cleared" => new AssessmentState.Cleared(At(stored.At), ResultOf(stored), Reviewer(stored), At(stored.DecidedAt)),
        "ClearedWithConditions" => new AssessmentState.ClearedWithConditions(
            At(stored.At), ResultOf(stored), Reviewer(stored), At(stored.DecidedAt)),
        "NotCleared" => new AssessmentState.NotCleared(At(stored.At), ResultOf(stored), Reviewer(stored), At(stored.DecidedAt)),
        "Recorded" => new AssessmentState.Recorded(At(stored.At), ResultOf(stored), At(stored.RecordedAt)),
        "Withdrawn" => new AssessmentState.Withdrawn(
            At(stored.At), stored.Reason ?? throw Missing("reason"), stored.Result?.ToResult()),
        "Superseded" => new AssessmentState.Superseded(
            ResultOf(stored), AssessmentId.Parse(stored.By) ?? throw Missing("by")),
        _ => throw new JsonException($"{name} is no state."),
    };

    private static StateDocument With(DateTimeOffset? at, FrozenResult? result) =>
        new() { At = at, Result = result is null ? null : ResultDocument.Of(result) };

    private static StateDocument Decided(DateTimeOffset at, FrozenResult result, Person reviewer, DateTimeOffset decidedAt) =>
        With(at, result) with { Reviewer = PersonDocument.Of(reviewer), DecidedAt = decidedAt };

    private static DateTimeOffset At(DateTimeOffset? at) => at ?? throw Missing("time");

    private static FrozenResult ResultOf(StateDocument stored) => stored.Result?.ToResult() ?? throw Missing("result");

    private static Person Reviewer(StateDocument stored) => stored.Reviewer?.ToPerson() ?? throw Missing("reviewer");

    private static JsonException Missing(string what) => new($"A state without its {what}.");
}
