using System.Text.Json.Nodes;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Turns;

/// <summary>
/// Those who are nobody to an assessment, by every verb in every state, through <c>Action.Execute</c> and through <c>Action.Submit</c>: a
/// stranger in the channel, somebody of another tenant, a guest of the tenant, somebody without an object id, and data that claims to
/// come from who may. Each is answered politely, logged as denied, and changes no row.
/// </summary>
[Collection(AzuriteTests.Name)]
public sealed class StrangerTests(AzuriteFixture azurite)
{
    private const string Elsewhere = "7d2f0000-0000-4000-8000-00000000ffff";

    public static TheoryData<string> States => [.. AccessTable.States];

    [Theory]
    [MemberData(nameof(States))]
    public async Task A_guest_of_the_tenant_who_has_no_role_learns_nothing_and_changes_nothing(string state) => await DeniedAsync(
        state,
        "Gina",
        (activity, _) => AsGuest(activity),
        (scenario, assessment, verb) => scenario.Bot.Log.Lines.Count(line => AccessTable.IsRefusal(line, "Gina", verb, assessment.Id)));

    [Theory]
    [MemberData(nameof(States))]
    public async Task A_guest_who_claims_in_the_data_to_be_the_developer_the_reviewer_or_an_administrator_is_still_a_guest(string state) => await DeniedAsync(
        state,
        "Gina",
        (activity, data) =>
        {
            AsGuest(activity);
            foreach (var (name, value) in new[]
            {
                ("from", ChattingPerson.IdOf("Alex")), ("actor", ChattingPerson.IdOf("Amina")), ("aadObjectId", ChattingPerson.IdOf("Ada")),
                ("role", "Administrator"), ("developer", ChattingPerson.IdOf("Gina")), ("tenantId", ChattingPerson.Tenant), ("state", "Submitted"),
            })
            {
                data[name] = value;
            }
        },
        (scenario, assessment, verb) => scenario.Bot.Log.Lines.Count(line => AccessTable.IsRefusal(line, "Gina", verb, assessment.Id)));

    [Theory]
    [MemberData(nameof(States))]
    public async Task Who_has_no_object_id_is_nobody_whoever_they_say_they_are(string state) => await DeniedAsync(
        state,
        "Amina",
        (activity, data) =>
        {
            activity["from"]!.AsObject().Remove("aadObjectId");
            data["aadObjectId"] = ChattingPerson.IdOf("Amina");
        },
        (scenario, _, _) => scenario.Bot.Log.Lines.Count(line => line.Contains("no Entra object id", StringComparison.Ordinal)),
        isLoggedByVerb: false);

    [Theory]
    [MemberData(nameof(States))]
    public async Task In_the_channel_nobody_acts_on_a_screening_stranger_or_reviewer(string state)
    {
        foreach (var name in (string[])["Omar", "Amina"])
        {
            await DeniedAsync(
                state,
                name,
                (activity, _) => activity["conversation"] = new JsonObject
                {
                    ["isGroup"] = true,
                    ["conversationType"] = "channel",
                    ["tenantId"] = ChattingPerson.Tenant,
                    ["id"] = ChattingPerson.Channel + ";messageid=1795479398727",
                },
                (scenario, _, _) => scenario.Bot.Log.Lines.Count(line =>
                    line.Contains($"Denied: {ChattingPerson.IdOf(name)} pressed", StringComparison.Ordinal)),
                isLoggedByVerb: false);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_tenant_does_not_come_in_whoever_its_people_say_they_are(bool bySubmit)
    {
        await using var scenario = await OnAsync();
        var assessment = await AccessTable.SeedAsync(scenario, "UnderReview");
        var before = await scenario.RowsAsync();

        foreach (var verb in AccessTable.Allowed.Keys)
        {
            var activity = PressOf(scenario.Person("Amina"), verb, AccessTable.DataOf(verb, assessment), bySubmit);
            activity["conversation"]!["tenantId"] = Elsewhere;
            activity["channelData"]!["tenant"]!["id"] = Elsewhere;
            var (status, body) = await scenario.PostAsync(activity.ToJsonString());

            Assert.Equal(403, status);
            Assert.DoesNotContain("card", body, StringComparison.Ordinal);
        }

        Assert.Equal(before, await scenario.RowsAsync());
        Assert.Empty(scenario.Connector.Calls);
        Assert.Equal(
            AccessTable.Allowed.Count,
            scenario.Bot.Log.Lines.Count(line => line.Contains("Refused tenant-foreign", StringComparison.Ordinal) && line.Contains(Elsewhere, StringComparison.Ordinal)));
    }

    /// <summary>Every verb twice, as such a person sends it.</summary>
    /// <param name="state">The assessment's.</param>
    /// <param name="name">Whose activity it is.</param>
    /// <param name="change">Makes the activity and the button's data those of such a person.</param>
    /// <param name="logged">How many denials the log holds: of the verb, or of all so far.</param>
    /// <param name="isLoggedByVerb">Whether the log says which verb.</param>
    private async Task DeniedAsync(
        string state,
        string name,
        Action<JsonObject, JsonObject> change,
        Func<Scenario, Assessment, string, int> logged,
        bool isLoggedByVerb = true)
    {
        await using var scenario = await OnAsync();
        var assessment = await AccessTable.SeedAsync(scenario, state);
        var before = await scenario.RowsAsync();
        var tried = 0;
        foreach (var verb in AccessTable.Allowed.Keys)
        {
            foreach (var bySubmit in (bool[])[false, true])
            {
                var data = AccessTable.DataOf(verb, assessment);
                var activity = PressOf(scenario.Person(name), verb, data, bySubmit);
                change(activity, data);
                await AnsweredPolitelyAsync(scenario, activity, bySubmit);
                tried++;
            }

            Assert.Equal(isLoggedByVerb ? 2 : tried, logged(scenario, assessment, verb));
        }

        Assert.Equal(before, await scenario.RowsAsync());
    }

    private static JsonObject PressOf(ChattingPerson person, string verb, JsonObject data, bool bySubmit)
    {
        if (!bySubmit)
        {
            return person.Invoke(person.Chat, "elsewhere", verb, data);
        }

        data["action"] = verb;
        return person.Submit(person.Chat, "elsewhere", data);
    }

    /// <summary>With words that say nothing of the assessment: in the answer, or in exactly one message.</summary>
    private static async Task AnsweredPolitelyAsync(Scenario scenario, JsonObject activity, bool bySubmit)
    {
        var calls = scenario.Connector.Calls.Count;
        var (status, body) = await scenario.PostAsync(activity.ToJsonString());
        Assert.True(status == 200, $"{status} {body}");
        var said = bySubmit ? Assert.Single(scenario.Connector.Calls.Skip(calls), c => c.Card is not null).Card!.ToJsonString() : body;
        Assert.NotEmpty(said);
        Assert.DoesNotContain(CardWords.Raw("message-unexpected-title"), said, StringComparison.Ordinal);
        foreach (var secret in (string[])[Storage.Stored.Project().Title!, "70.0", "Amina"])
        {
            Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
        }
    }

    /// <summary>A guest has an object id of this tenant, and an account of another.</summary>
    private static void AsGuest(JsonObject activity)
    {
        var from = activity["from"]!.AsObject();
        from["userRole"] = "guest";
        from["userPrincipalName"] = "gina_partner.example#EXT#@iom.example";
        from["tenantId"] = Elsewhere;
    }

    private Task<Scenario> OnAsync() => Scenario.OnAsync(azurite.ConnectionString, delivers: false, configure: settings =>
    {
        AccessTable.Configure(settings);
        settings["BotFramework:AllowedTenants:0"] = ChattingPerson.Tenant;
    });
}
