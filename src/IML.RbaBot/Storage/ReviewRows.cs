using System.Collections.Immutable;
using System.Text.Json;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Storage;

/// <summary>
/// The rows of the review and of the requests to the Unit: <c>comment-01-B1</c>, <c>before-01-B1</c>, <c>lifted-B1</c>,
/// <c>drafted-B1</c>, <c>verdict</c>, <c>request-0001</c>. Each holds at most a few texts, so that no property comes near a limit of Azure Tables however
/// long a review gets; comments and what stood before are kept for all rounds.
/// </summary>
internal sealed class ReviewRows
{
    private readonly List<ReviewComment> comments = [];
    private readonly List<LiftedFlag> lifted = [];
    private readonly List<GivenComment> drafted = [];
    private readonly List<(int Round, QuestionId Question, StoodBefore Before)> before = [];
    private readonly List<UnitRequest> requests = [];
    private Verdict? verdict;

    /// <summary>Writes what differs between two states of an assessment.</summary>
    public static void Write(TableTransaction rows, Assessment? was, Assessment now)
    {
        var (review, earlier) = (now.Review, was?.Review ?? Review.None);
        if (review != earlier)
        {
            foreach (var comment in review.Comments.Except(earlier.Comments))
            {
                rows.Upsert(Keys.Comment(comment.Round, comment.Question), row => Write(row, comment));
            }

            foreach (var draft in review.Drafted.Except(earlier.Drafted))
            {
                rows.Upsert(Keys.Drafted(draft.Question), row => Write(row, draft));
            }

            foreach (var gone in earlier.Drafted.Where(d => !review.Drafted.Any(n => n.Question == d.Question)))
            {
                rows.Delete(Keys.Drafted(gone.Question));
            }

            foreach (var flag in review.Lifted.Except(earlier.Lifted))
            {
                rows.Upsert(Keys.Lifted(flag.Question), row => Write(row, flag));
            }

            foreach (var gone in earlier.Lifted.Where(l => !review.Lifted.Any(n => n.Question == l.Question)))
            {
                rows.Delete(Keys.Lifted(gone.Question));
            }

            foreach (var (question, stood) in Changed(review).Except(earlier.Round == review.Round ? Changed(earlier) : EarlierSubmission.NothingChanged))
            {
                rows.Upsert(Keys.Before(review.Round, question), row => Write(row, review.Round, question, stood));
            }

            if (review.Verdict is { } decided && decided != earlier.Verdict)
            {
                rows.Upsert(Keys.Verdict, row => Write(row, decided));
            }
        }

        foreach (var request in now.Requests.Except(was?.Requests ?? []))
        {
            rows.Upsert(Keys.Request(request.Number), row => Write(row, request));
        }
    }

    /// <summary>Takes a row that is one of these.</summary>
    public bool TryRead(string key, StoredRow row)
    {
        if (key.StartsWith(Keys.CommentPrefix, StringComparison.Ordinal))
        {
            comments.Add(ReadComment(row));
        }
        else if (key.StartsWith(Keys.DraftedPrefix, StringComparison.Ordinal))
        {
            drafted.Add(new GivenComment(Question(row), row.Text("text"u8) ?? ""));
        }
        else if (key.StartsWith(Keys.LiftedPrefix, StringComparison.Ordinal))
        {
            lifted.Add(new LiftedFlag(Question(row), Enum.Parse<FlagLevel>(row.NeededText("level"u8)), row.NeededText("reasons"u8), By(row), row.NeededTime("at"u8)));
        }
        else if (key.StartsWith(Keys.BeforePrefix, StringComparison.Ordinal))
        {
            before.Add((row.NeededNumber("round"u8), Question(row), new StoodBefore(AnswerRow.ReadAnswer(row), AnswerRow.ReadResponse(row))));
        }
        else if (key.StartsWith(Keys.RequestPrefix, StringComparison.Ordinal))
        {
            requests.Add(ReadRequest(row));
        }
        else if (key == Keys.Verdict)
        {
            verdict = new Verdict(
                Enum.Parse<Rating>(row.NeededText("finalRating"u8)), row.Text("reasons"u8), row.Text("notes"u8), ReadConditions(row));
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>The review as it stands.</summary>
    /// <param name="head">What the head row holds of it; null before anything happened.</param>
    /// <param name="questionnaire">Gives the order of the comments of a round.</param>
    public Review ToReview(ReviewDocument? head, Questionnaire questionnaire) => head is null
        ? Review.None with { Drafted = Drafted(questionnaire), Lifted = [.. lifted], Verdict = verdict }
        : new Review
        {
            Round = head.Round,
            Deadline = head.RemindAt is { } remind && head.DueAt is { } due ? new(remind, due) : null,
            Comments = [.. comments.OrderBy(c => c.Round).ThenBy(c => questionnaire[c.Question].Position)],
            Drafted = Drafted(questionnaire),
            Lifted = [.. lifted.OrderBy(l => l.At).ThenBy(l => questionnaire[l.Question].Position)],
            Earlier = head.EarlierAt is { } at && head.EarlierResult is { } result
                ? new EarlierSubmission(
                    at,
                    result.ToResult(),
                    EarlierSubmission.NothingChanged.AddRange(
                        before.Where(b => b.Round == head.Round).Select(b => KeyValuePair.Create(b.Question, b.Before))))
                : null,
            HandOverAskedBy = [.. (head.HandOverAskedBy ?? []).Select(p => p.ToPerson())],
            Verdict = verdict,
        };

    public ImmutableArray<UnitRequest> ToRequests() => [.. requests.OrderBy(r => r.Number)];

    private static ImmutableSortedDictionary<QuestionId, StoodBefore> Changed(Review review) =>
        review.Earlier?.Changed ?? EarlierSubmission.NothingChanged;

    private static void Write(TableTransaction row, ReviewComment comment)
    {
        row.Property("round", comment.Round);
        row.Property("question", comment.Question.Value);
        row.Property("text", comment.Text);
        By(row, comment.By, comment.At);
        Reply(row, comment.Reply?.Text, comment.Reply?.By, comment.Reply?.At);
    }

    private ImmutableArray<GivenComment> Drafted(Questionnaire questionnaire) =>
        [.. drafted.OrderBy(d => questionnaire[d.Question].Position)];

    private static void Write(TableTransaction row, GivenComment drafted)
    {
        row.Property("question", drafted.Question.Value);
        row.Property("text", drafted.Text);
    }

    private static void Write(TableTransaction row, LiftedFlag flag)
    {
        row.Property("question", flag.Question.Value);
        row.Property("level", flag.Level.ToString());
        row.Property("reasons", flag.Reasons);
        By(row, flag.By, flag.At);
    }

    private static void Write(TableTransaction row, int round, QuestionId question, StoodBefore stood)
    {
        row.Property("round", round);
        row.Property("question", question.Value);
        AnswerRow.WriteContent(row, stood.Answer, stood.Response);
    }

    private static void Write(TableTransaction row, Verdict verdict)
    {
        row.Property("finalRating", verdict.FinalRating.ToString());
        row.Property("reasons", verdict.Reasons);
        row.Property("notes", verdict.Notes);
        if (!verdict.Conditions.IsEmpty)
        {
            row.Property("conditions", JsonSerializer.Serialize([.. verdict.Conditions], StorageJson.Readable.ReviewConditionArray));
        }
    }

    private static void Write(TableTransaction row, UnitRequest request)
    {
        row.Property("number", request.Number);
        row.Property("kind", request.Kind.ToString());
        row.Property("question", request.Question?.Value);
        AnswerRow.WriteContent(row, request.AnswerThen, null);
        row.Property("text", request.Text);
        By(row, request.By, request.At);
        Reply(row, request.Reply?.Text, request.Reply?.By, request.Reply?.At);
    }

    private static void By(TableTransaction row, Person by, DateTimeOffset at)
    {
        row.Property("by", by.Id.Value);
        row.Property("byName", by.Name);
        row.Property("at", at);
    }

    private static void Reply(TableTransaction row, string? text, Person? by, DateTimeOffset? at)
    {
        row.Property("reply", text);
        row.Property("replyBy", by?.Id.Value);
        row.Property("replyByName", by?.Name);
        row.Property("replyAt", at);
    }

    private static ReviewComment ReadComment(StoredRow row) => new(
        row.NeededNumber("round"u8),
        Question(row),
        row.NeededText("text"u8),
        By(row),
        row.NeededTime("at"u8),
        row.Text("reply"u8) is { } reply ? new CommentReply(reply, Replier(row), row.NeededTime("replyAt"u8)) : null);

    private static UnitRequest ReadRequest(StoredRow row) => new(
        row.NeededNumber("number"u8),
        Enum.Parse<RequestKind>(row.NeededText("kind"u8)),
        row.Text("question"u8) is { } question ? new QuestionId(question) : null,
        AnswerRow.ReadAnswer(row),
        row.NeededText("text"u8),
        By(row),
        row.NeededTime("at"u8),
        row.Text("reply"u8) is { } reply ? new RequestReply(reply, Replier(row), row.NeededTime("replyAt"u8)) : null);

    private static ImmutableArray<ReviewCondition> ReadConditions(StoredRow row) => row.Text("conditions"u8) is { } json
        ? [.. JsonSerializer.Deserialize(json, StorageJson.Readable.ReviewConditionArray) ?? []]
        : [];

    private static QuestionId Question(StoredRow row) => new(row.NeededText("question"u8));

    private static Person By(StoredRow row) => new PersonDocument(row.NeededText("by"u8), row.NeededText("byName"u8)).ToPerson();

    private static Person Replier(StoredRow row) => new PersonDocument(row.NeededText("replyBy"u8), row.NeededText("replyByName"u8)).ToPerson();
}
