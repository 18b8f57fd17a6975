using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards.Inputs;

/// <summary>What a refusal of the review says at which input.</summary>
internal static class ReviewMessages
{
    /// <summary>Empty for a refusal that is about no input.</summary>
    public static ImmutableArray<InputMessage> Of(Refusal refusal, Assessment assessment) => refusal switch
    {
        Refusal.FaultyComments { Faults: var faults } => [.. faults.Select(f => Of(f, assessment.State is AssessmentState.Returned))],
        Refusal.FaultyConditions { Faults: var faults } => [.. faults.Select(Of)],
        Refusal.ReasonMissing { For: var what } => [Of(what)],
        Refusal.ReasonTooLong(var length, var most) =>
        [
            new InputMessage(InputIds.WithdrawReason, CardText.WithdrawReasonTooLong) { Values = [("length", Digits(length)), ("max", Digits(most))] },
        ],
        Refusal.OpenFlags => [new InputMessage(InputIds.Verdict, ReviewText.OpenFlagsError)],
        Refusal.NothingToLift => [new InputMessage(InputIds.LiftQuestion, ReviewText.LiftQuestionError)],
        Refusal.MayNotReview => [new InputMessage(InputIds.HandOverTo, ReviewText.HandOverRefused)],
        _ => [],
    };

    private static InputMessage Of(FaultyComment faulty, bool isReply) => faulty switch
    {
        { Question: null } => new InputMessage(InputIds.ReturnQuestions, ReviewText.ReturnQuestionsError),
        { Question: { } question } when isReply => faulty.Fault switch
        {
            CommentFault.TooLong => InputMessage.With(InputIds.Reply(question), CardText.TooLong, "max", ReviewLimits.Reply),
            CommentFault.NotAsked => new InputMessage(InputIds.Reply(question), ReviewText.ReplyNotAsked),
            _ => new InputMessage(InputIds.Reply(question), CardText.ReplyError),
        },
        { Question: { } question, Fault: CommentFault.TooLong } =>
            InputMessage.With(InputIds.Review(question), CardText.TooLong, "max", ReviewLimits.Comment),
        { Question: { } question, Fault: CommentFault.Empty } =>
            InputMessage.With(InputIds.Review(question), ReviewText.CommentInputError, "max", ReviewLimits.Comment),
        _ => new InputMessage(InputIds.ReturnQuestions, ReviewText.ReturnNotAsked),
    };

    private static InputMessage Of(FaultyCondition faulty)
    {
        var number = faulty.Index + 1;
        return faulty.Fault switch
        {
            ConditionFault.None => new InputMessage(InputIds.Verdict, ReviewText.ConditionsMissing),
            ConditionFault.TooMany => InputMessage.With(InputIds.Verdict, ReviewText.ConditionsTooMany, "max", ReviewLimits.Conditions),
            ConditionFault.NoDescription or ConditionFault.DescriptionTooLong =>
                InputMessage.With(InputIds.Condition(number, "description"), ReviewText.ConditionError, "max", ReviewLimits.Condition),
            ConditionFault.NoOwner or ConditionFault.OwnerTooLong =>
                InputMessage.With(InputIds.Condition(number, "owner"), ReviewText.ConditionOwnerError, "max", ReviewLimits.ConditionOwner),
            ConditionFault.NoDate => new InputMessage(InputIds.Condition(number, "due"), ReviewText.ConditionDueError),
            ConditionFault.DateInThePast => new InputMessage(InputIds.Condition(number, "due"), ReviewText.ConditionDuePast),
            _ => throw new ArgumentOutOfRangeException(nameof(faulty), faulty, "A fault without an input."),
        };
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static InputMessage Of(ReasonFor what) => what switch
    {
        ReasonFor.Withdrawal => InputMessage.With(InputIds.WithdrawReason, CardText.WithdrawReasonError, "max", Decider.ReasonMaxLength),
        ReasonFor.LiftingAFlag => InputMessage.With(InputIds.LiftReasons, ReviewText.LiftReasonsError, "max", ReviewLimits.Reasons),
        ReasonFor.Notes => InputMessage.With(InputIds.VerdictNotes, ReviewText.VerdictNotesError, "max", ReviewLimits.Notes),
        ReasonFor.NotClearing => InputMessage.With(InputIds.VerdictReasons, ReviewText.ReasonsForNotClearing, "max", ReviewLimits.Reasons),
        ReasonFor.OtherFinalRating => InputMessage.With(InputIds.VerdictReasons, ReviewText.ReasonsForOtherRating, "max", ReviewLimits.Reasons),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "Reasons without an input."),
    };
}
