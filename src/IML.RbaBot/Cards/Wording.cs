using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Projections;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>What rules, causes, answers and states are called. Plain text, no markdown.</summary>
internal static class Wording
{
    /// <summary>The chosen options; a dash where none was.</summary>
    public static string Answer(CardContext context, QuestionnaireFrame frames, Question question, Answer? answer) => answer?.Value switch
    {
        AnswerValue.Choice choice => frames.Text.Option(question, choice.Option),
        AnswerValue.Choices { Options: [] } => context.Language[CardText.ChoiceNone],
        AnswerValue.Choices choices => context.Language.List(choices.Options.Select(o => frames.Text.Option(question, o))),
        AnswerValue.Words words => words.Text,
        _ => "–",
    };

    /// <summary>The rule that decided, with this version's thresholds.</summary>
    public static string Rule(CardContext context, QuestionnaireFrame frames, RatingRule rule)
    {
        var rules = frames.Text.Questionnaire.Rules;
        var language = context.Language;
        return rule switch
        {
            RatingRule.A => language[CardText.RuleA],
            RatingRule.B => language.Say(
                CardText.RuleB, ("d", language.Number(rules.AlignmentBelowIsD)), ("risk", frames.Text.RiskLevel(rules.RiskIsD))),
            RatingRule.C => language.Say(
                CardText.RuleC, ("c", language.Number(rules.AlignmentBelowIsC)), ("risk", frames.Text.RiskLevel(rules.RiskIsC))),
            RatingRule.D => language.Say(
                CardText.RuleD, ("b", language.Number(rules.AlignmentBelowIsB)), ("risk", frames.Text.RiskLevel(rules.RiskIsB))),
            _ => language.Say(
                CardText.RuleE, ("b", language.Number(rules.AlignmentBelowIsB)), ("risk", frames.Text.RiskLevel(rules.RiskIsB))),
        };
    }

    /// <summary>One thing that makes the deciding rule fit; the flag and the risk of one question read the same, on one line.</summary>
    public static string Cause(CardContext context, QuestionnaireFrame frames, Cause cause, Result result)
    {
        var language = context.Language;
        return cause switch
        {
            Domain.Ratings.Cause.Flagged c => Flag(context, frames, c.Flag, result),
            Domain.Ratings.Cause.WeakAlignment c => language.Say(
                CardText.CauseWeakAlignment,
                ("index", frames.Text.Index(c.Index.Index)),
                ("value", language.OneDecimal(c.Index.Percent)),
                ("threshold", language.Number(c.BelowPercent))),
            Domain.Ratings.Cause.Risk { Rated: { Extra: { } extra } r } => language.Say(
                CardText.CauseExtraRisk,
                ("n", language.Number(extra + 1)),
                ("question", r.Question.Value),
                ("level", frames.Text.RiskLevel(r.Level)),
                ("impact", language.Number(r.Impact)),
                ("likelihood", language.Number(r.Likelihood))),
            Domain.Ratings.Cause.Risk { Rated.Question: var question } => Flag(
                context, frames, result.Flags.First(f => f.Question == question), result),
            Domain.Ratings.Cause.UnknownCritical c => language.Say(
                CardText.CauseUnknownCritical, ("question", c.Question.Value), ("short", frames.Short(c.Question))),
            Domain.Ratings.Cause.TooManyUnknown c => language.Say(
                CardText.CauseTooManyUnknown, ("unknown", language.Number(c.Unknown)), ("scored", language.Number(c.Scored))),
            _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "A cause without words."),
        };
    }

    /// <summary>The question whose flag is named by the words of a cause; null when they name none.</summary>
    public static QuestionId? FlaggedQuestion(Cause cause) => cause switch
    {
        Domain.Ratings.Cause.Flagged c => c.Flag.Question,
        Domain.Ratings.Cause.Risk { Rated: { Extra: null } r } => r.Question,
        _ => null,
    };

    /// <summary>A cause in few words, below a list that has told it in full.</summary>
    public static string Point(CardContext context, QuestionnaireFrame frames, Cause cause)
    {
        return cause switch
        {
            Domain.Ratings.Cause.Flagged c => Named(c.Flag.Question),
            Domain.Ratings.Cause.WeakAlignment c => frames.Text.Index(c.Index.Index),
            Domain.Ratings.Cause.Risk { Rated: { Extra: { } extra } r } => context.Say(
                CardText.ImproveExtraRisk, ("n", context.Language.Number(extra + 1)), ("question", r.Question.Value)),
            Domain.Ratings.Cause.Risk c => Named(c.Rated.Question),
            Domain.Ratings.Cause.UnknownCritical c => Named(c.Question),
            Domain.Ratings.Cause.TooManyUnknown => context.Language[CardText.FactUnknown],
            _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "A cause without words."),
        };

        string Named(QuestionId question) =>
            context.Say(CardText.ImprovePoint, ("question", question.Value), ("short", frames.Short(question)));
    }

    public static string Flag(CardContext context, QuestionnaireFrame frames, Flag flag) => context.Say(
        CardText.FlagLine,
        ("question", flag.Question.Value),
        ("short", frames.Short(flag.Question)),
        ("level", frames.Text.Flag(flag.Level).Name));

    /// <summary>A flag with the risk that it was given; without one where none was.</summary>
    public static string Flag(CardContext context, QuestionnaireFrame frames, Flag flag, Result result)
    {
        var rated = result.Risks.Where(r => r.Question == flag.Question && r.Extra is null).ToArray();
        return rated is not [var risk, ..]
            ? Flag(context, frames, flag)
            : context.Say(
                CardText.FlagLineRisk,
                ("question", flag.Question.Value),
                ("short", frames.Short(flag.Question)),
                ("flag", frames.Text.Flag(flag.Level).Name),
                ("risk", frames.Text.RiskLevel(risk.Level)),
                ("impact", context.Language.Number(risk.Impact)),
                ("likelihood", context.Language.Number(risk.Likelihood)));
    }

    /// <summary>One change of the smallest improvement, with what to do in the proposal.</summary>
    public static string Change(CardContext context, QuestionnaireFrame frames, AnswerChange change)
    {
        var question = frames.Text.Questionnaire[change.Question];
        var words = frames.Text.Question(question);
        var how = ("how", words.Improve ?? "");
        var id = ("question", change.Question.Value);
        var title = ("short", words.Short);
        return change switch
        {
            AnswerChange.Choose c => context.Say(
                CardText.ImproveChange,
                id,
                title,
                ("from", frames.Text.Option(question, c.FromOption)),
                ("to", frames.Text.Option(question, c.ToOption)),
                how),
            AnswerChange.Tick c => context.Say(
                CardText.ImproveTick,
                id,
                title,
                ("atLeast", context.Language.Number(c.AtLeast)),
                ("ticked", context.Language.Number(c.Ticked)),
                how),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "A change without words."),
        };
    }

    public static string Missing(Language language, MissingPart part) => language[part switch
    {
        MissingPart.Answer => CardText.MissingAnswer,
        MissingPart.Options => CardText.MissingOptions,
        MissingPart.Words => CardText.MissingWords,
        MissingPart.ExtraRisk => CardText.MissingExtraRisk,
        MissingPart.Comment => CardText.MissingComment,
        MissingPart.Evidence => CardText.MissingEvidence,
        MissingPart.NotApplicableReason => CardText.MissingNotApplicableReason,
        MissingPart.Impact => CardText.MissingImpact,
        MissingPart.Likelihood => CardText.MissingLikelihood,
        MissingPart.ImpactReason => CardText.MissingImpactReason,
        MissingPart.Measure => CardText.MissingMeasure,
        MissingPart.Owner => CardText.MissingOwner,
        MissingPart.Due => CardText.MissingDue,
        MissingPart.Budget => CardText.MissingBudget,
        MissingPart.DeclarationFields => CardText.MissingDeclarationFields,
        MissingPart.Confirmation => CardText.MissingConfirmation,
        MissingPart.ToConfirm => CardText.MissingToConfirm,
        MissingPart.Reply => CardText.MissingReply,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "A missing part without words."),
    }];

    /// <summary>The computed rating of a submitted assessment in the words of its questionnaire version.</summary>
    public static string Rating(CardContext context, AssessmentSummary summary) => summary.Rating is not { } rating
        ? ""
        : context.Frames.Find(context.Language, summary.Questionnaire) is { } frame
            ? context.Say(QueueText.Rating, ("rating", rating.ToString()), ("name", frame.Text.Rating(rating).Name))
            : rating.ToString();

    public static string State(Language language, AssessmentState state) => State(language, Storage.StateRow.NameOf(state));

    /// <summary>A state by its stored name.</summary>
    public static string State(Language language, string state) => language[state switch
    {
        "Draft" => CardText.StateDraft,
        "Submitted" => CardText.StateSubmitted,
        "UnderReview" => CardText.StateUnderReview,
        "Returned" => CardText.StateReturned,
        "Cleared" => CardText.StateCleared,
        "ClearedWithConditions" => CardText.StateClearedWithConditions,
        "NotCleared" => CardText.StateNotCleared,
        "Recorded" => CardText.StateRecorded,
        "Withdrawn" => CardText.StateWithdrawn,
        "Superseded" => CardText.StateSuperseded,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state without words."),
    }];
}
