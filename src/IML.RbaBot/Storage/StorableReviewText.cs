using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary><see cref="StorableText"/> for what is typed in the review and in requests to the Unit.</summary>
internal static class StorableReviewText
{
    /// <summary>The event with every text clean; the same one where nothing has to change.</summary>
    public static AssessmentEvent Clean(AssessmentEvent happened)
    {
        AssessmentEvent clean = happened switch
        {
            AssessmentEvent.Returned e => new AssessmentEvent.Returned([.. e.Comments.Select(c => c with { Text = StorableText.Clean(c.Text) })]),
            AssessmentEvent.CommentsDrafted e =>
                new AssessmentEvent.CommentsDrafted([.. e.Comments.Select(c => c with { Text = StorableText.Clean(c.Text) })]),
            AssessmentEvent.CommentReplied { After: { } reply } e => e with { After = reply with { Text = StorableText.Clean(reply.Text) } },
            AssessmentEvent.FlagLifted e => new AssessmentEvent.FlagLifted(e.Lifted with { Reasons = StorableText.Clean(e.Lifted.Reasons) }),
            AssessmentEvent.Cleared e => new AssessmentEvent.Cleared(Clean(e.Verdict)),
            AssessmentEvent.ClearedWithConditions e => new AssessmentEvent.ClearedWithConditions(Clean(e.Verdict)),
            AssessmentEvent.NotCleared e => new AssessmentEvent.NotCleared(Clean(e.Verdict)),
            AssessmentEvent.RequestMade e => new AssessmentEvent.RequestMade(e.Request with { Text = StorableText.Clean(e.Request.Text) }),
            AssessmentEvent.RequestReplied e => e with { Reply = e.Reply with { Text = StorableText.Clean(e.Reply.Text) } },
            _ => happened,
        };
        return IsSame(clean, happened) ? happened : clean;
    }

    /// <summary>The assessment with the clean texts in the place of those that the event brought.</summary>
    public static Assessment Take(Assessment after, AssessmentEvent clean)
    {
        var review = after.Review;
        return clean switch
        {
            AssessmentEvent.Returned e => after with
            {
                Review = review with
                {
                    Comments = [.. review.Comments.Select(c => e.Comments.FirstOrDefault(n => (n.Round, n.Question) == (c.Round, c.Question)) ?? c)],
                },
            },
            AssessmentEvent.CommentsDrafted e => after with { Review = review with { Drafted = e.Comments } },
            AssessmentEvent.CommentReplied e => after with
            {
                Review = review with
                {
                    Comments = [.. review.Comments.Select(c => (c.Round, c.Question) == (review.Round, e.Question) ? c with { Reply = e.After } : c)],
                },
            },
            AssessmentEvent.FlagLifted e => after with
            {
                Review = review with { Lifted = [.. review.Lifted.Select(l => l.Question == e.Lifted.Question ? e.Lifted : l)] },
            },
            AssessmentEvent.Cleared e => after with { Review = review with { Verdict = e.Verdict } },
            AssessmentEvent.ClearedWithConditions e => after with { Review = review with { Verdict = e.Verdict } },
            AssessmentEvent.NotCleared e => after with { Review = review with { Verdict = e.Verdict } },
            AssessmentEvent.RequestMade e => after with
            {
                Requests = [.. after.Requests.Select(r => r.Number == e.Request.Number ? e.Request : r)],
            },
            AssessmentEvent.RequestReplied e => after with
            {
                Requests = [.. after.Requests.Select(r => r.Number == e.Number ? r with { Reply = e.Reply } : r)],
            },
            _ => after,
        };
    }

    // Arrays in records compare by reference, so an event with comments is compared by them.
    private static bool IsSame(AssessmentEvent clean, AssessmentEvent happened) => (clean, happened) switch
    {
        (AssessmentEvent.CommentsDrafted a, AssessmentEvent.CommentsDrafted b) => a.Comments.SequenceEqual(b.Comments),
        (AssessmentEvent.Returned a, AssessmentEvent.Returned b) => a.Comments.SequenceEqual(b.Comments),
        _ => clean == happened,
    };

    private static Verdict Clean(Verdict verdict) => verdict with
    {
        Reasons = verdict.Reasons is { } reasons ? StorableText.Clean(reasons) : null,
        Notes = verdict.Notes is { } notes ? StorableText.Clean(notes) : null,
        Conditions = [.. verdict.Conditions.Select(c => new ReviewCondition(StorableText.Clean(c.Description), StorableText.Clean(c.Owner), c.Due))],
    };
}
