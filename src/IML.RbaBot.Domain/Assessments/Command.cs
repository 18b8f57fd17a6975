using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Assessments;

/// <summary>The change of one answer that a person asks for.</summary>
public readonly record struct GivenAnswer(QuestionId Question, Answer? Answer);

/// <summary>The change of one risk rating and measure that a person asks for.</summary>
public readonly record struct GivenResponse(QuestionId Question, FlagResponse? Response);

/// <summary>What someone wants to be done to an assessment.</summary>
public abstract record Command
{
    private Command()
    {
    }

    /// <summary>Begins a draft. The id was drawn when the card of the project details was made, so a repeat finds it taken.</summary>
    public sealed record Start(AssessmentId Id, ProjectData Project, Questionnaire Questionnaire) : Command;

    /// <summary>
    /// Saves what a card holds and goes on to another. With <paramref name="Demand"/> the card's own questions must be complete.
    /// </summary>
    /// <param name="At">The card that was filled in.</param>
    /// <param name="Project">New project details; null when the card has none.</param>
    /// <param name="Answers">The answers on the card.</param>
    /// <param name="Responses">The risk ratings and measures on the card.</param>
    /// <param name="Demand">True for "next"; false for "back", "save and exit" and "overview".</param>
    /// <param name="Go">Where to go.</param>
    public sealed record Save(
        Place At,
        ProjectData? Project,
        ImmutableArray<GivenAnswer> Answers,
        ImmutableArray<GivenResponse> Responses,
        bool Demand,
        Go Go) : Command
    {
        /// <summary>Replies to the reviewer's comments on the card; a blank one takes a reply back.</summary>
        public ImmutableArray<GivenComment> Replies { get; init; } = [];
    }

    /// <summary>Submits, with the declaration that stands on the same card.</summary>
    public sealed record Submit(GivenAnswer Declaration) : Command;

    public sealed record Withdraw(string Reason) : Command;

    /// <summary>The system keeps it without a review.</summary>
    public sealed record Record : Command;

    /// <summary>Begins a draft of the next version from a final one; the accepted decision's assessment is the new draft.</summary>
    /// <param name="Questionnaire">The version that new screenings begin with.</param>
    /// <param name="Version">The number of the next version; null for the one after this. A later one when that was withdrawn.</param>
    public sealed record Rescreen(Questionnaire Questionnaire, int? Version = null) : Command;

    /// <summary>The system puts a final later version in its place.</summary>
    public sealed record Supersede(AssessmentId By) : Command;

    /// <summary>An administrator gives the assessment another owner.</summary>
    public sealed record ChangeOwner(Person To) : Command;

    public sealed record Invite(Person CoEditor) : Command;

    public sealed record RemoveCoEditor(PersonId CoEditor) : Command;

    public sealed record Claim : Command;

    public sealed record Release : Command;

    /// <param name="To">With the roles and coverage that configuration gives.</param>
    public sealed record HandOver(Actor To) : Command;

    public sealed record AskHandOver : Command;

    /// <summary>The reviewer keeps comments for a return that is not made yet. Only the reviewer sees them.</summary>
    /// <param name="Questions">All questions that are to be commented on; null to leave them as they are.</param>
    /// <param name="Comments">The words at some of them.</param>
    public sealed record DraftComments(ImmutableArray<QuestionId>? Questions, ImmutableArray<GivenComment> Comments) : Command;

    public sealed record Return(ImmutableArray<GivenComment> Comments) : Command;

    /// <summary>Lifts a red flag or a referral, in writing.</summary>
    public sealed record Lift(QuestionId Question, string Reasons) : Command;

    public sealed record Clear(GivenVerdict Verdict) : Command;

    public sealed record ClearWithConditions(GivenVerdict Verdict, ImmutableArray<GivenCondition> Conditions) : Command;

    public sealed record NotClear(GivenVerdict Verdict) : Command;

    /// <summary>An editor asks the Unit.</summary>
    /// <param name="Kind">What for.</param>
    /// <param name="Question">Needed for <see cref="RequestKind.Question"/>, and null else.</param>
    /// <param name="Text">In the person's words.</param>
    public sealed record AskUnit(RequestKind Kind, QuestionId? Question, string Text) : Command;

    /// <summary>A focal point answers a request.</summary>
    public sealed record ReplyToRequest(int Number, string Text) : Command;
}

/// <summary>A comment or a reply to one, as typed.</summary>
public readonly record struct GivenComment(QuestionId Question, string Text);

/// <summary>A decision as typed.</summary>
/// <param name="FinalRating">Null for the computed one.</param>
/// <param name="Reasons">Null or blank when none were given.</param>
/// <param name="Notes">Null or blank when none were given.</param>
public sealed record GivenVerdict(Rating? FinalRating = null, string? Reasons = null, string? Notes = null);

/// <summary>A condition as typed; each part null or blank while it is not given.</summary>
public readonly record struct GivenCondition(string? Description, string? Owner, DateOnly? Due)
{
    public bool IsEmpty => string.IsNullOrWhiteSpace(Description) && string.IsNullOrWhiteSpace(Owner) && Due is null;
}

/// <summary>Where a saved card leads.</summary>
public abstract record Go
{
    private Go()
    {
    }

    public sealed record Next : Go;

    public sealed record Back : Go;

    /// <summary>Stay: the draft continues here.</summary>
    public sealed record Stay : Go;

    public sealed record To(Place Place) : Go;
}
