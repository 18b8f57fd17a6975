using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Domain.Tests.Assessments;

/// <summary>Assessments and commands that the tests of the state machine speak about.</summary>
internal static class Screenings
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    public static readonly AssessmentId Id = AssessmentId.Of(Reference.Of(123456789), 1);

    public static readonly ProjectLists Lists = new(["proposal"], ["protection"], ["stable"], ["CH"], ["USD"]);

    public static readonly ProjectData Project = new()
    {
        Title = "Reception centre",
        Stage = "proposal",
        Countries = ["CH"],
        Office = "Geneva",
        ThematicAreas = ["protection"],
        Confidentiality = Confidentiality.Internal,
    };

    public static Actor DeveloperActor { get; } = Someone(1, "Alex Developer", Roles.None);

    public static Actor CoEditor { get; } = Someone(2, "Bo Colleague", Roles.None);

    public static Actor FocalPoint { get; } = Someone(3, "Amina Focal", Roles.FocalPoint);

    public static Actor Administrator { get; } = Someone(4, "Ada Administrator", Roles.Administrator);

    public static Actor Backup { get; } = Someone(5, "Bea Backup", Roles.BackupFocalPoint);

    public static Actor Head { get; } = Someone(6, "Hana Head", Roles.HeadOfIml);

    public static Actor Auditor { get; } = Someone(7, "Aude Auditor", Roles.Auditor);

    /// <summary>A focal point who reviews nothing yet.</summary>
    public static Actor OtherFocalPoint { get; } = Someone(8, "Omar Focal", Roles.FocalPoint);

    /// <summary>A focal point for other countries.</summary>
    public static Actor FarFocalPoint { get; } = Someone(10, "Fay Focal", Roles.FocalPoint) with { Coverage = new Coverage(["SN"]) };

    public static Actor Stranger { get; } = Someone(9, "Sam Stranger", Roles.None);

    public static Request RequestOf(Actor actor, Assessment? assessment) => new(actor, Now, assessment?.Revision, Lists);

    public static Assessment Empty() => new()
    {
        Id = Id,
        Revision = 7,
        Developer = DeveloperActor.Person!,
        Project = Project,
        Sheet = AnswerSheet.Empty(Shipped.Questionnaire),
        State = new AssessmentState.Draft(),
        Place = Place.Summary.Instance,
        StartedAt = Now,
        ChangedAt = Now,
    };

    /// <summary>A complete assessment whose every answer is the best one, in the state of that name.</summary>
    /// <param name="state">The state's name.</param>
    /// <param name="referred">With C5 "not known yet", which refers it to the focal point: C, by rule c.</param>
    public static Assessment In(string state, bool referred = false)
    {
        var draft = Empty() with { Sheet = referred ? Referred() : AllBest() };
        var result = FrozenResult.Of(Rater.Rate(Route.Of(draft.Sheet)));
        var reviewer = FocalPoint.Person!;
        return draft with
        {
            Requests = [new UnitRequest(1, RequestKind.Call, null, null, "Can we talk?", DeveloperActor.Person!, Now)],
            State = state switch
            {
                "Draft" => new AssessmentState.Draft(),
                "Submitted" => new AssessmentState.Submitted(Now, result),
                "UnderReview" => new AssessmentState.UnderReview(Now, result, reviewer, Now),
                "Returned" => new AssessmentState.Returned(Now, result, reviewer, []),
                "Cleared" => new AssessmentState.Cleared(Now, result, reviewer, Now),
                "ClearedWithConditions" => new AssessmentState.ClearedWithConditions(Now, result, reviewer, Now),
                "NotCleared" => new AssessmentState.NotCleared(Now, result, reviewer, Now),
                "Recorded" => new AssessmentState.Recorded(Now, result, Now),
                "Withdrawn" => new AssessmentState.Withdrawn(Now, "No longer funded", result),
                "Superseded" => new AssessmentState.Superseded(result, AssessmentId.Of(Id.Reference, 2)),
                _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state that the tests do not know."),
            },
        };
    }

    public static Command CommandNamed(string name) => name switch
    {
        "Start" => new Command.Start(Id, Project, Shipped.Questionnaire),
        "Save" => new Command.Save(new Place.Questions(new PageId("B-1")), null, [], [], false, new Go.Next()),
        "Submit" => new Command.Submit(new GivenAnswer(new("E3"), AllBest()[new QuestionId("E3")])),
        "Withdraw" => new Command.Withdraw("No longer funded"),
        "Record" => new Command.Record(),
        "Rescreen" => new Command.Rescreen(Shipped.Questionnaire),
        "Supersede" => new Command.Supersede(AssessmentId.Of(Id.Reference, 2)),
        "Claim" => new Command.Claim(),
        "Release" => new Command.Release(),
        "HandOver" => new Command.HandOver(OtherFocalPoint),
        "AskHandOver" => new Command.AskHandOver(),
        "DraftComments" => new Command.DraftComments([new("B1")], [new GivenComment(new("B1"), "Which section?")]),
        "Return" => new Command.Return([new GivenComment(new("B1"), "Which section says so?")]),
        "Lift" => new Command.Lift(new("B1"), "The ministry has confirmed it in writing."),
        "Clear" => new Command.Clear(new GivenVerdict()),
        "ClearWithConditions" => new Command.ClearWithConditions(
            new GivenVerdict(), [new GivenCondition("Train the guards", "Head of office", new DateOnly(2027, 3, 31))]),
        "NotClear" => new Command.NotClear(new GivenVerdict(Reasons: "The partner detains children.")),
        "AskUnit" => new Command.AskUnit(RequestKind.Question, new QuestionId("B1"), "Does this count as detention?"),
        "ReplyToRequest" => new Command.ReplyToRequest(1, "Yes, it does."),
        "Invite" => new Command.Invite(CoEditor.Person!),
        "RemoveCoEditor" => new Command.RemoveCoEditor(CoEditor.Person!.Id),
        "ChangeOwner" => new Command.ChangeOwner(CoEditor.Person!),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A command that the tests do not know."),
    };

    /// <summary>"Direct contact, services, NGO partner", everything else with its best answer.</summary>
    private static AnswerSheet AllBest()
    {
        var sheet = AnswerSheet.Empty(Shipped.Questionnaire)
            .With(new QuestionId("A1"), new Answer(new AnswerValue.Choices([new("adults")])))
            .With(new QuestionId("A2"), new Answer(new AnswerValue.Choices([new("services")])))
            .With(new QuestionId("A3"), new Answer(new AnswerValue.Choices([new("ngo")])))
            .With(new QuestionId("A4"), new Answer(new AnswerValue.Choice(new("nothing-serious")), "UPR third cycle, paras 12-30"));
        foreach (var question in Shipped.Questionnaire.Questions.Where(q => q.Part.Value != "A"))
        {
            AnswerValue value = question.Kind switch
            {
                QuestionKind.Single single => new AnswerValue.Choice(single.Options.First(o => o.Merit == Merit.Best).Id),
                QuestionKind.Multi multi => new AnswerValue.Choices(multi.Options),
                QuestionKind.Text => new AnswerValue.Words("Crowding could put children at risk.", []),
                _ => new AnswerValue.Declaration("Project manager", ["Protection officer"], "v3", true),
            };
            sheet = sheet.With(question.Id, new Answer(value, null, question.EvidenceForBest ? "section 3.2" : null));
        }

        return sheet;
    }

    private static AnswerSheet Referred() => AllBest()
        .With(new QuestionId("C5"), new Answer(new AnswerValue.Choice(new("not-known"))))
        .With(new QuestionId("C5"), new FlagResponse(4, 1, null, "Ask the ministry", "Head of office", new DateOnly(2027, 3, 31), "no cost"));

    private static Actor Someone(int number, string name, Roles roles) =>
        new(new Person(PersonId.Parse($"00000000-0000-4000-8000-{number:D12}")!.Value, name), roles);
}
