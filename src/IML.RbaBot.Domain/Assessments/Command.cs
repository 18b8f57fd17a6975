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
        Go Go) : Command;

    /// <summary>Submits, with the declaration that stands on the same card.</summary>
    public sealed record Submit(GivenAnswer Declaration) : Command;

    public sealed record Withdraw(string Reason) : Command;

    /// <summary>The system keeps it without a review.</summary>
    public sealed record Record : Command;

    // The review. These commands are named here so that the table of (command, state) is whole; their behaviour comes with it.

    public sealed record Claim : Command;

    public sealed record Release : Command;

    public sealed record HandOver(PersonId To) : Command;

    public sealed record Return : Command;

    public sealed record Clear : Command;

    public sealed record ClearWithConditions : Command;

    public sealed record NotClear : Command;
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
