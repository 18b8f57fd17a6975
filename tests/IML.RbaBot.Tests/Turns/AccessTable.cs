using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Turns;

/// <summary>Which role may do what in which state, an assessment in each state, and a complete press of each verb.</summary>
internal static class AccessTable
{
    // In the order of the states below: "dsurCcnRWS" means in every state.
    public static readonly Dictionary<string, (string[] Who, string States)> Allowed = new()
    {
        ["next"] = (["Alex", "Bo", "Cora"], "d--r------"),
        ["back"] = (["Alex", "Bo", "Cora"], "d--r------"),
        ["overview"] = (["Alex", "Bo", "Cora"], "d--r------"),
        ["save-exit"] = (["Alex", "Bo", "Cora"], "d--r------"),
        ["submit"] = (["Alex"], "d--r------"),
        ["withdraw"] = (["Alex", "Ada"], "ds-r------"),
        ["rescreen"] = (["Alex"], "----CcnR--"),
        ["claim"] = (["Amina", "Farid", "Bea"], "-s--------"),
        ["release"] = (["Amina"], "--u-------"),
        ["hand-over"] = (["Amina"], "--u-------"),
        ["ask-hand-over"] = (["Farid", "Bea"], "--u-------"),
        ["return"] = (["Amina"], "--u-------"),
        ["lift"] = (["Amina"], "--u-------"),
        ["clear"] = (["Amina"], "--u-------"),
        ["clear-with-conditions"] = (["Amina"], "--u-------"),
        ["not-clear"] = (["Amina"], "--u-------"),
        ["ask"] = (["Alex", "Bo", "Cora"], "dsur------"),
        ["reply"] = (["Amina", "Farid", "Bea"], "dsurCcnR-S"),
        ["invite"] = (["Alex"], "ds-r------"),
        ["remove-co-editor"] = (["Alex"], "ds-r------"),
        ["change-owner"] = (["Ada"], "dsurCcnRWS"),
    };

    // Alex is the developer, Bo a co-editor, Cora a co-editor who is a focal point, Amina the reviewer, Farid another focal point, Bea a
    // backup, Fay a focal point for other countries, Hana the Head of IML, Aude an auditor, Ada an administrator, Omar a stranger.
    public static readonly ImmutableArray<string> Names = ["Alex", "Bo", "Cora", "Amina", "Farid", "Bea", "Fay", "Hana", "Aude", "Ada", "Omar"];

    public static readonly ImmutableArray<string> States =
    [
        "Draft", "Submitted", "UnderReview", "Returned", "Cleared", "ClearedWithConditions", "NotCleared", "Recorded", "Withdrawn", "Superseded",
    ];

    public static bool IsRefusal(string line, string name, string verb, AssessmentId id)
    {
        var person = ChattingPerson.IdOf(name);
        return line.Contains($"Denied: {person} may not {verb} {id}:", StringComparison.Ordinal)
            || line.Contains($"{person} was refused {verb} on {id}:", StringComparison.Ordinal);
    }

    /// <summary>A press that would be carried out if it came from somebody who may: complete, of the newest revision, from the right card.</summary>
    public static JsonObject DataOf(string verb, Assessment assessment)
    {
        var data = new JsonObject { ["assessment"] = assessment.Id.Value, ["revision"] = assessment.Revision };
        foreach (var (name, value) in InputsOf(verb))
        {
            data[name] = value;
        }

        return data;
    }

    private static (string Name, string Value)[] InputsOf(string verb) => verb switch
    {
        "next" or "back" or "overview" or "save-exit" => [("page", "B-1"), ("B1", "no")],
        "submit" => [("page", "summary")],
        "withdraw" => [("page", "withdraw"), ("withdraw.reason", "Not wanted any more")],
        "hand-over" => [("page", "review-hand-over"), ("hand-over.to", ChattingPerson.IdOf("Bea"))],
        "return" => [("page", "review-return"), ("return.questions", "B1")],
        "lift" => [("page", "review-lift"), ("lift.question", "C4"), ("lift.reasons", "Settled")],
        "clear" or "not-clear" => [("page", "review-decide-3"), ("verdict.rating", "A"), ("verdict.reasons", "All is well")],
        "clear-with-conditions" =>
        [
            ("page", "review-decide-3"), ("condition1.description", "Train staff"), ("condition1.owner", "Bo"), ("condition1.due", "2027-03-31"),
        ],
        "ask" => [("page", "ask"), ("ask.about", "Call"), ("ask.text", "Can we talk?")],
        "reply" => [("page", "request-1"), ("request.reply", "Yes, tomorrow.")],
        "invite" => [("page", "people"), ("person.id", ChattingPerson.IdOf("Omar"))],
        "remove-co-editor" => [("page", "people"), ("person.remove", ChattingPerson.IdOf("Bo"))],
        "change-owner" => [("page", "owner"), ("person.id", ChattingPerson.IdOf("Omar"))],
        _ => [("page", "review")],
    };

    public static void Configure(Dictionary<string, string> settings)
    {
        settings.Give("FocalPoints:1", "Farid");
        settings.Give("FocalPoints:2", "Cora");
        settings.Give("FocalPoints:3", "Fay");
        settings["Roles:FocalPoints:3:Countries:0"] = "SN";
        settings.Give("Backups:0", "Bea");
        settings.Give("HeadOfIml:0", "Hana");
        settings.Give("Administrators:0", "Ada");
        settings.Give("Auditors:0", "Aude");
    }

    /// <summary>An assessment in that state, put into the store as it stands.</summary>
    public static async Task<Assessment> SeedAsync(Scenario scenario, string name)
    {
        var (alex, amina) = (Person("Alex"), Person("Amina"));
        var sheet = Stored.ReceptionCentre();
        var frozen = FrozenResult.Of(Rater.Rate(Route.Of(sheet)));
        var at = Scenario.Begin;
        var comment = new ReviewComment(1, new("B1"), "Which section?", amina, at);
        var assessment = new Assessment
        {
            Id = Stored.NewId(),
            Revision = 7,
            Developer = alex,
            CoEditors = [Person("Bo"), Person("Cora")],
            Project = Stored.Project(),
            Sheet = sheet,
            State = name switch
            {
                "Draft" => new AssessmentState.Draft(),
                "Submitted" => new AssessmentState.Submitted(at, frozen),
                "UnderReview" => new AssessmentState.UnderReview(at, frozen, amina, at),
                "Returned" => new AssessmentState.Returned(at, frozen, amina, [new("B1")]),
                "Cleared" => new AssessmentState.Cleared(at, frozen, amina, at),
                "ClearedWithConditions" => new AssessmentState.ClearedWithConditions(at, frozen, amina, at),
                "NotCleared" => new AssessmentState.NotCleared(at, frozen, amina, at),
                "Recorded" => new AssessmentState.Recorded(at, frozen, at),
                "Withdrawn" => new AssessmentState.Withdrawn(at, "No longer funded", frozen),
                _ => new AssessmentState.Superseded(frozen, AssessmentId.Of(Stored.NewId().Reference, 2)),
            },
            Place = Place.Summary.Instance,
            StartedAt = at,
            ChangedAt = at,
            Requests = [new UnitRequest(1, RequestKind.Call, null, null, "Can we talk?", alex, at)],
            Review = name == "Returned"
                ? Review.None with { Round = 1, Comments = [comment], Earlier = new EarlierSubmission(at, frozen, EarlierSubmission.NothingChanged) }
                : Review.None,
        };

        // The event that writes every answer.
        var put = new Decision.Accepted([new AssessmentEvent.Rescreened(assessment.Id, alex, assessment.Project)], assessment);
        var stored = await scenario.Bot.Services.GetRequiredService<AssessmentStore>()
            .CommitAsync(null, put, new Actor(alex, Roles.None), at, [], default);
        return Stored.Committed(stored).Assessment;
    }

    private static Person Person(string name) => new(PersonId.Parse(ChattingPerson.IdOf(name))!.Value, name);
}
