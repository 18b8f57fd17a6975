using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>What each event does to an assessment.</summary>
internal static class Applying
{
    public static Assessment Apply(Assessment assessment, AssessmentEvent happened, DateTimeOffset at) => happened switch
    {
        AssessmentEvent.Started or AssessmentEvent.Rescreened => assessment,
        AssessmentEvent.ProjectChanged e => assessment with { Project = e.After },
        AssessmentEvent.AnswerChanged e => Remembering(assessment, e.Question) with { Sheet = assessment.Sheet.With(e.Question, e.After) },
        AssessmentEvent.ResponseChanged e => Remembering(assessment, e.Question) with { Sheet = assessment.Sheet.With(e.Question, e.After) },
        AssessmentEvent.Moved e => assessment with { Place = e.To },
        AssessmentEvent.Submitted e => Submit(assessment, e, at),
        AssessmentEvent.Recorded => assessment with
        {
            State = new AssessmentState.Recorded(Submission(assessment).At, Submission(assessment).Result, at),
        },
        AssessmentEvent.Withdrawn e => assessment with { State = new AssessmentState.Withdrawn(at, e.Reason, assessment.State.FrozenResult) },
        AssessmentEvent.Superseded e => assessment with
        {
            State = new AssessmentState.Superseded(
                assessment.State.FrozenResult ?? throw new InvalidOperationException("Only a final assessment is superseded."), e.By),
        },
        AssessmentEvent.OwnerChanged e => assessment with
        {
            Developer = e.After,
            CoEditors = assessment.CoEditors.RemoveAll(p => p.Id == e.After.Id),
        },
        AssessmentEvent.CoEditorInvited e => assessment with { CoEditors = assessment.CoEditors.Add(e.CoEditor) },
        AssessmentEvent.CoEditorRemoved e => assessment with { CoEditors = assessment.CoEditors.RemoveAll(p => p.Id == e.CoEditor.Id) },
        AssessmentEvent.AlertDelivered e => assessment with { Alert = WithDelivery(assessment.Alert, e) },
        AssessmentEvent.AlertFailed e => assessment with
        {
            Alert = (assessment.Alert ?? AlertStatus.Promised) with { Attempts = e.Attempts, Pending = !e.GivenUp },
        },
        AssessmentEvent.Filed e => assessment with { Filing = FilingStatus.After(assessment.Filing, e.Document, e.Revision) },
        AssessmentEvent.FilingHindered e => assessment with
        {
            Filing = FilingStatus.After(assessment.Filing, e.Obstacle, e.Detail, e.Attempts, e.GivenUp),
        },
        AssessmentEvent.RequestMade e => assessment with { Requests = assessment.Requests.Add(e.Request) },
        AssessmentEvent.RequestReplied e => assessment with
        {
            Requests = [.. assessment.Requests.Select(r => r.Number == e.Number ? r with { Reply = e.Reply } : r)],
        },
        _ => Reviewed(assessment, happened, at),
    };

    private static Assessment Reviewed(Assessment assessment, AssessmentEvent happened, DateTimeOffset at)
    {
        var review = assessment.Review;
        switch (happened)
        {
            case AssessmentEvent.Claimed e:
                return UnderReviewBy(assessment, e.Reviewer, at);
            case AssessmentEvent.HandedOver e:
                return UnderReviewBy(assessment, e.To, at);
            case AssessmentEvent.Released:
                var (submittedAt, result) = Submission(assessment);
                return assessment with
                {
                    State = new AssessmentState.Submitted(submittedAt, result),
                    Review = review with { HandOverAskedBy = [], Drafted = [] },
                };
            case AssessmentEvent.HandOverAsked e:
                return assessment with { Review = review with { HandOverAskedBy = review.HandOverAskedBy.Add(e.By) } };
            case AssessmentEvent.CommentsDrafted e:
                return assessment with { Review = review with { Drafted = e.Comments } };
            case AssessmentEvent.Returned e:
                return Return(assessment, e);
            case AssessmentEvent.CommentReplied e:
                return assessment with
                {
                    Review = review with
                    {
                        Comments = [.. review.Comments.Select(c =>
                            c.Round == review.Round && c.Question == e.Question ? c with { Reply = e.After } : c)],
                    },
                };
            case AssessmentEvent.FlagLifted e:
                return assessment with
                {
                    Review = review with { Lifted = review.Lifted.RemoveAll(l => l.Question == e.Lifted.Question).Add(e.Lifted) },
                };
            case AssessmentEvent.Cleared e:
                return Decided(assessment, e.Verdict, (s, r, by) => new AssessmentState.Cleared(s, r, by, at));
            case AssessmentEvent.ClearedWithConditions e:
                return Decided(assessment, e.Verdict, (s, r, by) => new AssessmentState.ClearedWithConditions(s, r, by, at));
            case AssessmentEvent.NotCleared e:
                return Decided(assessment, e.Verdict, (s, r, by) => new AssessmentState.NotCleared(s, r, by, at));
            default:
                throw new InvalidOperationException($"Unknown event {happened}.");
        }
    }

    private static Assessment Submit(Assessment assessment, AssessmentEvent.Submitted e, DateTimeOffset at) => assessment with
    {
        State = new AssessmentState.Submitted(at, e.Result),
        Place = Place.Summary.Instance,
        Review = assessment.Review with { Deadline = e.Deadline },

        // What is recorded at once alerts nobody.
        Alert = assessment.Questionnaire.Rules.ReviewOf(e.Result.Rating).RecordedAtOnce ? null : AlertStatus.Promised,
    };

    private static Assessment Return(Assessment assessment, AssessmentEvent.Returned e)
    {
        var (at, result) = Submission(assessment);
        var returned = assessment with
        {
            State = new AssessmentState.Returned(
                at, result, assessment.Reviewer ?? throw NotUnderReview(), [.. e.Comments.Select(c => c.Question)]),
            Review = assessment.Review with
            {
                Round = assessment.Review.Round + 1,
                Comments = [.. assessment.Review.Comments, .. e.Comments],
                Earlier = new EarlierSubmission(at, result, EarlierSubmission.NothingChanged),
                HandOverAskedBy = [],
                Drafted = [],
            },
        };
        return returned with { Place = Walk.Of(returned).Steps[0] };
    }

    /// <summary>
    /// After a return, what stood at a question before its first change is kept for the reviewer, and what was lifted there stands
    /// again: it was lifted for another answer.
    /// </summary>
    private static Assessment Remembering(Assessment assessment, QuestionId question)
    {
        if (assessment is not { State: AssessmentState.Returned, Review: { Earlier: { } earlier } review })
        {
            return assessment;
        }

        var changed = earlier.Changed.ContainsKey(question)
            ? earlier.Changed
            : earlier.Changed.Add(question, new StoodBefore(assessment.Sheet[question], assessment.Sheet.Response(question)));
        return assessment with
        {
            Review = review with
            {
                Earlier = earlier with { Changed = changed },
                Lifted = review.Lifted.RemoveAll(l => l.Question == question),
            },
        };
    }

    private static Assessment UnderReviewBy(Assessment assessment, Person reviewer, DateTimeOffset since)
    {
        var (at, result) = Submission(assessment);
        return assessment with
        {
            State = new AssessmentState.UnderReview(at, result, reviewer, since),
            Review = assessment.Review with { HandOverAskedBy = [], Drafted = [] },
        };
    }

    private static Assessment Decided(
        Assessment assessment, Verdict verdict, Func<DateTimeOffset, FrozenResult, Person, AssessmentState> state)
    {
        var (at, result) = Submission(assessment);
        return assessment with
        {
            State = state(at, result, assessment.Reviewer ?? throw NotUnderReview()),
            Review = assessment.Review with { Verdict = verdict, HandOverAskedBy = [], Drafted = [] },
        };
    }

    private static AlertStatus WithDelivery(AlertStatus? alert, AssessmentEvent.AlertDelivered e) =>
        new(!e.Last, [.. alert?.Delivered ?? [], e.Delivery], alert?.Attempts ?? 0);

    /// <summary>When it was submitted and what was frozen then.</summary>
    private static (DateTimeOffset At, FrozenResult Result) Submission(Assessment assessment) =>
        assessment.State is { SubmittedAt: { } at, FrozenResult: { } result }
            ? (at, result)
            : throw new InvalidOperationException("Only what is submitted is reviewed or recorded.");

    private static InvalidOperationException NotUnderReview() => new("Nobody reviews it.");
}
