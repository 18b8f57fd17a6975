using IML.RbaBot.BotFramework;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Projections;
using IML.RbaBot.Tests.Stores;
using static IML.RbaBot.Tests.Storage.Stored;

namespace IML.RbaBot.Tests.Storage;

[Collection(AzuriteTests.Name)]
public sealed class DirectoryStoreTests(AzuriteFixture azurite)
{
    private static readonly ConversationReference Chat = new()
    {
        ServiceUrl = "https://smba.example/emea/",
        ConversationId = "a:1abc",
        TenantId = "tenant",
        ActivityId = "first",
        User = new ChannelAccount { Id = "29:dana", Name = "Dana Developer" },
    };

    private static readonly PersonProfile Profile = new(Dana.Id, "Dana Developer", Chat, "fr-FR", "Europe/Paris", Noon);

    [Fact]
    public async Task A_person_is_welcomed_once_however_many_ask()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => stored.Directory.TryWelcomeAsync(Dana.Id, Noon, default)));

        Assert.Single(answers, first => first);
        Assert.False(await stored.Directory.TryWelcomeAsync(Dana.Id, Noon, default));
        Assert.True(await stored.Directory.TryWelcomeAsync(Omar.Id, Noon, default));
    }

    [Theory]
    [InlineData("dan", true)]
    [InlineData("DÁNA", true)]
    [InlineData("Developer", true)]
    [InlineData("dana dev", true)]
    [InlineData("ana", false)]
    [InlineData("d", false)]
    [InlineData("' or RowKey gt '", false)]
    [InlineData("", false)]
    public async Task A_person_who_has_written_is_found_by_the_beginning_of_each_word_of_the_name(string typed, bool found)
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        await stored.Directory.RememberAsync(Profile, default);
        await stored.Directory.RememberAsync(Profile with { Id = Omar.Id, Name = "Omar Other" }, default);

        var people = await stored.Directory.FindPeopleAsync(typed, 8, default);

        Assert.Equal(found ? [Dana] : Array.Empty<Person>(), people.AsEnumerable());
    }

    [Fact]
    public async Task A_person_who_has_another_name_now_is_found_by_it()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        await stored.Directory.RememberAsync(Profile, default);
        await stored.Directory.RememberAsync(Profile with { Name = "Dana Écuyer-O'Neill" }, default);

        Assert.Equal("Dana Écuyer-O'Neill", Assert.Single(await stored.Directory.FindPeopleAsync("ecuy", 8, default)).Name);
    }

    [Fact]
    public async Task A_list_is_newest_first_and_paged()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var started = new List<AssessmentId>();
        for (var i = 0; i < 12; i++)
        {
            var draft = await stored.StartAsync(project: Project($"Project {i}"), at: Noon.AddMinutes(i));
            await stored.Directory.EnlistAsync(Dana.Id, ListedAssessment.Of(draft.Assessment), default);
            started.Insert(0, draft.Id);
        }

        var calls = stored.RoundTrips.Directory;
        var first = await stored.Directory.ListAsync(Dana.Id, null, default);
        Assert.Equal(calls + 1, stored.RoundTrips.Directory);
        var second = await stored.Directory.ListAsync(Dana.Id, first.Next, default);
        var third = await stored.Directory.ListAsync(Dana.Id, second.Next, default);

        Assert.Equal([5, 5, 2], new[] { first, second, third }.Select(p => p.Items.Length));
        Assert.Equal(started, first.Items.Concat(second.Items).Concat(third.Items).Select(i => i.Id));
        Assert.Null(third.Next);
        Assert.Equal("Project 11", first.Items[0].Title);
        Assert.Empty((await stored.Directory.ListAsync(Omar.Id, null, default)).Items);
    }

    [Theory]
    [InlineData("' or PartitionKey ne '")]
    [InlineData("")]
    [InlineData("9999999999999999999999999999999999999999999999999999999999999999999")]
    public async Task A_next_page_that_nobody_gave_begins_at_the_newest(string next)
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await stored.StartAsync();
        await stored.Directory.EnlistAsync(Dana.Id, ListedAssessment.Of(draft.Assessment), default);

        Assert.Single((await stored.Directory.ListAsync(Dana.Id, next, default)).Items);
    }

    [Fact]
    public async Task The_projection_lists_for_developer_and_co_editors_and_takes_a_withdrawn_one_out()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await stored.SubmitAsync();
        draft = draft with { Assessment = draft.Assessment with { CoEditors = [Omar] } };
        var projection = new ProjectionDelivery(Projecting.Projector(stored));
        var message = OutboxMessage.Promised(OutboxKind.Projection, Noon);

        await projection.DeliverAsync(message, draft, default);
        await projection.DeliverAsync(message, draft, default);

        var listed = Assert.Single((await stored.Directory.ListAsync(Omar.Id, null, default)).Items);
        Assert.Equal(ListedAssessment.Of(draft.Assessment), listed);
        Assert.Equal(("Submitted", "B"), (listed.State, listed.Rating.ToString()));

        var withdrawn = draft with { Assessment = draft.Assessment with { State = new AssessmentState.Withdrawn(Noon, "r", null) } };
        await projection.DeliverAsync(message, withdrawn, default);
        await projection.DeliverAsync(message, withdrawn, default);
        Assert.Empty((await stored.Directory.ListAsync(Dana.Id, null, default)).Items);
        Assert.Empty((await stored.Directory.ListAsync(Omar.Id, null, default)).Items);
    }

    [Fact]
    public async Task A_page_turn_needs_no_projection_but_the_first_of_a_day_does()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = (await stored.StartAsync()).Assessment;

        Assert.True(DirectoryStore.IsListedAnew(null, draft));
        Assert.False(DirectoryStore.IsListedAnew(draft, draft with { Revision = 2, ChangedAt = Noon.AddHours(2) }));
        Assert.True(DirectoryStore.IsListedAnew(draft, draft with { ChangedAt = Noon.AddHours(20) }));
        Assert.True(DirectoryStore.IsListedAnew(draft, draft with { Project = Project("Another") }));
        Assert.True(DirectoryStore.IsListedAnew(draft, draft with { CoEditors = [Omar] }));
        Assert.True(DirectoryStore.IsListedAnew(draft, draft with { State = new AssessmentState.Withdrawn(Noon, "r", null) }));
    }

    [Fact]
    public async Task A_profile_costs_a_round_trip_only_when_it_changes()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        await stored.Directory.RememberAsync(Profile, default);
        var calls = stored.RoundTrips.Directory;

        await stored.Directory.RememberAsync(
            Profile with { Conversation = Chat with { ActivityId = "second", User = new ChannelAccount { Id = "29:dana", Name = "Dana Developer" } }, LastSeen = Noon.AddMinutes(9) },
            default);
        Assert.Equal(calls, stored.RoundTrips.Directory);

        await stored.Directory.RememberAsync(Profile with { Conversation = Chat with { ServiceUrl = "https://smba.example/amer/" } }, default);
        Assert.Equal(calls + 1, stored.RoundTrips.Directory);

        var known = await stored.Directory.FindPersonAsync(Dana.Id, default);
        Assert.Equal(("Dana Developer", "fr-FR", "Europe/Paris"), (known!.Name, known.Locale, known.TimeZone));
        Assert.Equal(("https://smba.example/amer/", "29:dana", null), (known.Conversation!.ServiceUrl, known.Conversation.User!.Id, known.Conversation.ActivityId));
        Assert.Null(await stored.Directory.FindPersonAsync(Omar.Id, default));
    }

    [Fact]
    public async Task A_person_who_removed_the_bot_has_no_chat_until_they_write_again()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        await stored.Directory.RememberAsync(Profile, default);

        await stored.Directory.ForgetConversationAsync(Dana.Id, default);
        await stored.Directory.ForgetConversationAsync(Omar.Id, default);
        Assert.Null((await stored.Directory.FindPersonAsync(Dana.Id, default))!.Conversation);

        await stored.Directory.RememberAsync(Profile, default);
        Assert.NotNull((await stored.Directory.FindPersonAsync(Dana.Id, default))!.Conversation);
    }

    [Fact]
    public async Task The_channel_for_alerts_is_the_last_that_was_chosen()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        Assert.Null(await stored.Directory.FindAlertsChannelAsync(default));

        await stored.Directory.SetAlertsChannelAsync(new(Chat with { ConversationId = "19:one" }, "One", Dana.Id, Noon), default);
        await stored.Directory.SetAlertsChannelAsync(new(Chat with { ConversationId = "19:two;messageid=5" }, "Two", Omar.Id, Noon), default);

        var channel = await stored.Directory.FindAlertsChannelAsync(default);
        Assert.Equal(("19:two", "Two", Omar.Id, Noon), (channel!.Conversation.ConversationId, channel.Name, channel.SetBy, channel.SetAt));
        await stored.Directory.ForgetAlertsChannelAsync(default);
        Assert.Null(await stored.Directory.FindAlertsChannelAsync(default));
    }
}
