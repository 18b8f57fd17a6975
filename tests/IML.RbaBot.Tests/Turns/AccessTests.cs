using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Ratings;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Storage;
using IML.RbaBot.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace IML.RbaBot.Tests.Turns;

/// <summary>
/// Who may do what: every verb by every role in every state, through <c>Action.Execute</c> and through the <c>Action.Submit</c> fallback,
/// with data that nobody's card holds. What the table does not allow is answered politely, logged as refused, and changes no row.
/// </summary>
[Collection(AzuriteTests.Name)]
public sealed class AccessTests(AzuriteFixture azurite)
{
    // In the order of the states below: "dsurCcnRWS" means in every state.
    private static readonly Dictionary<string, (string[] Who, string States)> Allowed = new()
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
    private static readonly string[] Names = ["Alex", "Bo", "Cora", "Amina", "Farid", "Bea", "Fay", "Hana", "Aude", "Ada", "Omar"];

    private static readonly string[] StateNames =
    [
        "Draft", "Submitted", "UnderReview", "Returned", "Cleared", "ClearedWithConditions", "NotCleared", "Recorded", "Withdrawn", "Superseded",
    ];

    public static TheoryData<string> States => [.. StateNames];

    [Theory]
    [MemberData(nameof(States))]
    public async Task What_the_table_does_not_allow_is_refused_politely_logged_and_changes_nothing(string state)
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false, configure: Configure);
        await scenario.Person("Omar").Says("hi");
        var assessment = await SeedAsync(scenario, state);
        var before = await scenario.RowsAsync();
        var at = Array.IndexOf(StateNames, state);
        var refused = new List<(string Name, string Verb)>();

        foreach (var (verb, (who, states)) in Allowed)
        {
            foreach (var name in Names.Where(n => states[at] == '-' || !who.Contains(n)))
            {
                await PressAsync(scenario.Person(name), verb, assessment, bySubmit: false);
                await PressAsync(scenario.Person(name), verb, assessment, bySubmit: true);
                refused.Add((name, verb));
            }
        }

        Assert.Equal(before, await scenario.RowsAsync());
        var log = scenario.Bot.Log.Lines;
        Assert.All(refused, press => Assert.Equal(2, log.Count(line => IsRefusal(line, press.Name, press.Verb, assessment.Id))));
        Assert.True(refused.Count > 200, $"Only {refused.Count} were tried.");
    }

    [Fact]
    public async Task Whoever_may_not_know_of_it_is_told_nothing_and_an_administrator_reads_no_title_and_no_answer()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false, configure: Configure);
        var assessment = await SeedAsync(scenario, "UnderReview");

        foreach (var name in (string[])["Omar", "Fay"])
        {
            var opened = await scenario.Person(name).Says("open " + assessment.Reference);
            opened.Tells("message-not-found-title").ShowsNot(Stored.Project().Title!, "Amina");
        }

        var owner = await scenario.Person("Ada").Says("open " + assessment.Reference);
        owner.Tells("owner-heading").Shows("Alex").ShowsNot(Stored.Project().Title!, "Amina", "70.0");
        Assert.Equal(["change-owner"], owner.Buttons);
        foreach (var page in (string[])["review-part-B", "review-question-B4", "requests-1", "request-1", "review-flags-1"])
        {
            var data = new JsonObject { ["assessment"] = assessment.Id.Value, ["revision"] = assessment.Revision, ["go-to"] = page };
            var read = owner with { Card = await owner.Person.GetsCardOfInvoke(owner.Person.Invoke(owner.Person.Chat, owner.Message, "open", data)) };
            read.Tells("message-not-allowed-title").ShowsNot(Stored.Project().Title!);
        }
    }

    [Fact]
    public async Task Who_has_no_object_id_or_comes_from_another_tenant_acts_on_nothing()
    {
        await using var scenario = await Scenario.OnAsync(azurite.ConnectionString, delivers: false, configure: settings =>
        {
            Configure(settings);
            settings["BotFramework:AllowedTenants:0"] = ChattingPerson.Tenant;
        });
        var assessment = await SeedAsync(scenario, "Submitted");
        var before = await scenario.RowsAsync();
        var amina = scenario.Person("Amina");

        var nameless = amina.Invoke(amina.Chat, "m-1", "claim", DataOf("claim", assessment));
        nameless["from"]!.AsObject().Remove("aadObjectId");
        var answer = await amina.GetsCardOfInvoke(nameless);
        var foreign = amina.Invoke(amina.Chat, "m-1", "claim", DataOf("claim", assessment));
        foreign["conversation"]!["tenantId"] = "7d2f0000-0000-4000-8000-00000000ffff";
        foreign["channelData"]!["tenant"]!["id"] = "7d2f0000-0000-4000-8000-00000000ffff";
        var (status, body) = await scenario.PostAsync(foreign.ToJsonString());

        Assert.Contains(CardWords.Raw("message-not-allowed-title"), answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(403, status);
        Assert.DoesNotContain("card", body, StringComparison.Ordinal);
        Assert.Equal(before, await scenario.RowsAsync());
        Assert.Contains(scenario.Bot.Log.Lines, line => line.Contains("no Entra object id", StringComparison.Ordinal));
    }

    private static bool IsRefusal(string line, string name, string verb, AssessmentId id)
    {
        var person = ChattingPerson.IdOf(name);
        return line.Contains($"Denied: {person} may not {verb} {id}:", StringComparison.Ordinal)
            || line.Contains($"{person} was refused {verb} on {id}:", StringComparison.Ordinal);
    }

    private static async Task PressAsync(ChattingPerson person, string verb, Assessment assessment, bool bySubmit)
    {
        var data = DataOf(verb, assessment);
        if (!bySubmit)
        {
            var card = await person.GetsCardOfInvoke(person.Invoke(person.Chat, "m-1", verb, data));
            Assert.DoesNotContain(CardWords.Raw("message-unexpected-title"), card.ToJsonString(), StringComparison.Ordinal);
            return;
        }

        data["action"] = verb;
        var calls = person.Scenario.Connector.Calls.Count;
        await person.Sends(person.Submit(person.Chat, "m-1", data));
        Assert.NotNull(Assert.Single(person.Scenario.Connector.Calls.Skip(calls), c => c.Card is not null).Card);
    }

    /// <summary>A press that would be carried out if it came from somebody who may: complete, of the newest revision, from the right card.</summary>
    private static JsonObject DataOf(string verb, Assessment assessment)
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

    private static void Configure(Dictionary<string, string> settings)
    {
        Add("FocalPoints:1", "Farid");
        Add("FocalPoints:2", "Cora");
        Add("FocalPoints:3", "Fay");
        settings["Roles:FocalPoints:3:Countries:0"] = "SN";
        Add("Backups:0", "Bea");
        Add("HeadOfIml:0", "Hana");
        Add("Administrators:0", "Ada");
        Add("Auditors:0", "Aude");

        void Add(string place, string name)
        {
            settings[$"Roles:{place}:Id"] = ChattingPerson.IdOf(name);
            settings[$"Roles:{place}:Name"] = name;
        }
    }

    /// <summary>An assessment in that state, put into the store as it stands.</summary>
    private static async Task<Assessment> SeedAsync(Scenario scenario, string name)
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
