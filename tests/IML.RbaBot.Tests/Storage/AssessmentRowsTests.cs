using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;
using static IML.RbaBot.Tests.Storage.Stored;

namespace IML.RbaBot.Tests.Storage;

/// <summary>What a commit writes, read back by the SDK.</summary>
[Collection(AzuriteTests.Name)]
public sealed class AssessmentRowsTests(AzuriteFixture azurite)
{
    private static readonly string Hostile = string.Concat(Enumerable.Repeat("\"'\\/<at>&#\n\t😀مرحبا…", 90))[..1500];

    [Fact]
    public async Task A_commit_writes_the_head_the_changed_answers_one_event_and_the_outbox_in_one_round_trip()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await stored.StartAsync();
        draft = await stored.CommitAsync(draft, Save(("B1", Choice("yes")), ("B2", Choice("no"))));
        var before = await Audit.RowsAsync(stored, draft.Id);
        var calls = stored.RoundTrips.Tables;

        await stored.CommitAsync(draft, Save(("B1", Choice("yes")), ("B2", Choice("partly")), ("B3", Choice("yes"))), Noon.AddHours(1), OutboxKind.Projection);

        Assert.Equal(calls + 1, stored.RoundTrips.Tables);
        var after = await Audit.RowsAsync(stored, draft.Id);
        var written = after.Where(r => before.All(b => b.RowKey != r.RowKey || b.ETag != r.ETag)).Select(r => r.RowKey);
        Assert.Equal(["answer-B2", "answer-B3", "event-000003", "head", "outbox-000003-projection"], written.Order(StringComparer.Ordinal));
        var answer = after.Single(r => r.RowKey == "answer-B2");
        Assert.Equal(("partly", Dana.Id.Value, "2026-03-24T13:00:00.0000000Z"), (answer.GetString("choice"), answer.GetString("by"), answer.GetString("at")));
    }

    [Fact]
    public async Task A_move_alone_changes_the_head_and_leaves_no_event()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await stored.StartAsync();

        var moved = await stored.CommitAsync(draft, Save() with { Go = new Go.To(Place.Overview.Instance) });

        Assert.Equal(draft.NextEvent, moved.NextEvent);
        Assert.Equal(["event-000001", "head"], (await Audit.RowsAsync(stored, draft.Id)).Select(r => r.RowKey).Order(StringComparer.Ordinal));
        Assert.Equal(Place.Overview.Instance, (await stored.LoadAsync(draft.Id)).Assessment.Place);
    }

    [Fact]
    public async Task A_decision_without_events_writes_nothing()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await stored.StartAsync();
        var calls = stored.RoundTrips.Tables;

        Assert.Same(draft, Committed(await stored.Store.CommitAsync(draft, new Decision.Accepted([], draft.Assessment), ActsDana, Noon, [], default)));
        Assert.Equal(calls, stored.RoundTrips.Tables);
    }

    [Fact]
    public async Task A_load_is_one_round_trip_that_leaves_the_events_out_and_a_remembered_one_is_none()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await stored.SubmitAsync(OutboxKind.Alert);
        var keys = new List<string>();
        await stored.Clients.Assessments.QueryAsync(draft.Id.Value, row => keys.Add(row.NeededText("RowKey"u8)), default);
        Assert.Equal(
            (await Audit.RowsAsync(stored, draft.Id)).Select(r => r.RowKey).Where(k => !k.StartsWith("event-", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            keys.Order(StringComparer.Ordinal));
        Assert.Contains("outbox-000003-alert", keys);

        var calls = stored.RoundTrips.Tables;
        var cached = Assert.IsType<LoadResult.Found>(await stored.Store.LoadAsync(draft.Id, allowCached: true, default));
        Assert.True(cached.Cached);
        Assert.Equal(calls, stored.RoundTrips.Tables);
        var fresh = await stored.LoadAsync(draft.Id);
        Assert.Equal(calls + 1, stored.RoundTrips.Tables);
        AssessmentStoreTests.AssertSame(cached.Stored, fresh);
    }

    [Fact]
    public async Task Every_state_and_the_result_card_come_back()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var submitted = await stored.SubmitAsync();
        var result = submitted.Assessment.State.FrozenResult!;
        AssessmentState[] states =
        [
            new AssessmentState.UnderReview(Noon, result, Omar, Noon.AddDays(1)),
            new AssessmentState.Returned(Noon, result, Omar, [new QuestionId("B1"), new QuestionId("C4")]),
            new AssessmentState.Cleared(Noon, result, Omar, Noon.AddDays(2)),
            new AssessmentState.ClearedWithConditions(Noon, result, Omar, Noon.AddDays(2)),
            new AssessmentState.NotCleared(Noon, result, Omar, Noon.AddDays(2)),
            new AssessmentState.Recorded(Noon, result, Noon.AddDays(3)),
            new AssessmentState.Withdrawn(Noon, "not needed", null),
            new AssessmentState.Withdrawn(Noon, "not needed", result),
            new AssessmentState.Superseded(result, NewId()),
        ];
        var card = new PlacedCard(
            PlacedCard.Result, new() { ServiceUrl = "https://smba.example/emea/", ConversationId = "a:1" }, "act-7", CardFace.Standing)
        { Person = Dana.Id, ShownAt = Noon };
        foreach (var state in states)
        {
            var changed = submitted.Assessment with { State = state, Revision = submitted.Assessment.Revision + 1, CoEditors = [Omar] };
            submitted = Committed(await stored.Store.CommitAsync(
                submitted, new([new AssessmentEvent.Recorded()], changed), Actor.System, Noon, [], default, [card]));

            var loaded = await stored.LoadAsync(submitted.Id);

            var (expected, actual) = (state as AssessmentState.Returned, loaded.Assessment.State as AssessmentState.Returned);
            Assert.Equal(expected?.Reopened.AsEnumerable(), actual?.Reopened);
            Assert.Equal(expected is null ? state : expected with { Reopened = default }, actual is null ? loaded.Assessment.State : actual with { Reopened = default });
            Assert.Equal([Omar], loaded.Assessment.CoEditors.AsEnumerable());
            var placed = Assert.Single(loaded.Cards);
            Assert.Equal(card with { ETag = placed.ETag }, placed);
            card = placed;
            submitted = loaded;
        }
    }

    [Fact]
    public async Task All_answers_with_the_longest_comments_and_measures_fit_into_one_commit()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var sheet = ReceptionCentre();
        foreach (var question in Shipped.Questions)
        {
            var answer = sheet[question.Position] ?? Anything(question);
            sheet = sheet.With(question.Id, answer with { Comment = Hostile, Evidence = Hostile[..200] });
            sheet = sheet.With(question.Id, new FlagResponse(5, 5, Hostile[..1000], Hostile[..1000], Hostile[..200], new(2027, 1, 31), Hostile[..200]));
        }

        var draft = await stored.StartAsync();
        var all = Shipped.Questions.SelectMany(q => new AssessmentEvent[]
        {
            new AssessmentEvent.AnswerChanged(q.Id, null, sheet[q.Position]),
            new AssessmentEvent.ResponseChanged(q.Id, null, sheet.Response(q.Position)),
        });
        var full = Committed(await stored.Store.CommitAsync(
            draft, new([.. all], draft.Assessment with { Sheet = sheet, Revision = 2 }), ActsDana, Noon, [], default));

        AssessmentStoreTests.AssertSame(full, await stored.LoadAsync(draft.Id));
        Assert.True(full.NextEvent > 3, "The changes need several event rows.");
        Assert.Equal(1 + (2 * Shipped.Questions.Length), (await Audit.OfAsync(stored, draft.Id)).Count);
    }

    [Fact]
    public async Task One_change_longer_than_a_property_goes_on_in_the_next_property()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var emoji = string.Concat(Enumerable.Repeat("😀", 3500));
        var draft = await stored.StartAsync();
        draft = await stored.CommitAsync(draft, Save(("B1", Choice("yes"))));
        var words = new Answer(new AnswerValue.Words(emoji, []), emoji, null);
        var changed = Committed(await stored.Store.CommitAsync(
            draft,
            new([new AssessmentEvent.AnswerChanged(new("E2"), words, words)], draft.Assessment with { Sheet = draft.Assessment.Sheet.With(new QuestionId("E2"), words), Revision = 3 }),
            ActsDana,
            Noon,
            [],
            default));

        var row = (await Audit.RowsAsync(stored, draft.Id)).Single(r => r.RowKey == "event-000003");
        Assert.NotNull(row.GetString("changes2"));
        var change = (await Audit.OfAsync(stored, draft.Id)).Single(c => c.Row == "event-000003");
        Assert.Equal(emoji, change.Json.GetProperty("after").GetProperty("words").GetProperty("text").GetString());
        AssessmentStoreTests.AssertSame(changed, await stored.LoadAsync(draft.Id));
    }

    [Fact]
    public async Task Text_that_a_store_refuses_is_replaced_and_what_is_remembered_is_what_is_stored()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await stored.StartAsync(project: Project("Title \u0000 with \uD83D a half"));
        Assert.Equal("Title \uFFFD with \uFFFD a half", draft.Assessment.Project.Title);

        draft = await stored.CommitAsync(draft, Save(
            ("B1", Choice("yes", "a\u0000b\u0007c\uDE00d\uFFFEe😀\r\n\t", "\uD83D")),
            ("B2", Choice("yes", Hostile))));
        Assert.Equal("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe😀\r\n\t", draft.Assessment.Sheet[new QuestionId("B1")]!.Comment);
        AssessmentStoreTests.AssertSame(draft, await stored.LoadAsync(draft.Id));

        var withdrawn = await stored.CommitAsync(draft, new Command.Withdraw("no\u0001 longer"));
        AssessmentStoreTests.AssertSame(withdrawn, await stored.LoadAsync(draft.Id));
    }

    [Fact]
    public async Task The_audit_is_append_only_and_replays_to_the_answers_that_stand()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await stored.StartAsync();
        string[] options = ["yes", "partly", "no", "not-known"];
        var random = new Random(7);
        var seen = new Dictionary<string, Azure.ETag>();
        for (var i = 0; i < 20; i++)
        {
            var changes = Enumerable.Range(1, 5).Select(n => ($"B{n}", random.Next(5) == 0 ? null : Choice(options[random.Next(4)], $"comment {random.Next(3)}"))).ToArray();
            var accepted = Decide(Save(changes), draft.Assessment);
            draft = Committed(await stored.Store.CommitAsync(draft, accepted, ActsDana, Noon.AddMinutes(i), [], default));
            foreach (var row in (await Audit.RowsAsync(stored, draft.Id)).Where(r => r.RowKey.StartsWith("event-", StringComparison.Ordinal)))
            {
                Assert.Equal(seen.GetValueOrDefault(row.RowKey, row.ETag), row.ETag);
                seen[row.RowKey] = row.ETag;
            }
        }

        var now = new Dictionary<string, string?>();
        foreach (var change in (await Audit.OfAsync(stored, draft.Id)).Where(c => c.What == "answer-changed"))
        {
            var question = change.Json.GetProperty("question").GetString()!;
            Assert.Equal(now.GetValueOrDefault(question), Text(change.Json, "before"));
            Assert.Equal(Dana.Id.Value, change.By);
            now[question] = Text(change.Json, "after");
        }

        foreach (var (question, json) in now)
        {
            var stands = draft.Assessment.Sheet[new QuestionId(question)];
            JsonElement? choice = json is null ? null : JsonDocument.Parse(json).RootElement;
            Assert.Equal((stands?.Value as AnswerValue.Choice)?.Option.Value, choice?.GetProperty("choice").GetString());
            Assert.Equal(stands?.Comment, choice?.GetProperty("comment").GetString());
        }

        static string? Text(JsonElement change, string name) => change.TryGetProperty(name, out var value) ? value.GetRawText() : null;
    }

    [Fact]
    public async Task A_questionnaire_version_that_is_not_shipped_any_more_is_said_and_nothing_changes()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var draft = await stored.StartAsync();
        var head = (await Audit.RowsAsync(stored, draft.Id)).Single(r => r.RowKey == "head");
        head["version"] = "0.9";
        await stored.Clients.AssessmentsTable.UpdateEntityAsync(head, head.ETag, TableUpdateMode.Replace);

        var unknown = Assert.IsType<LoadResult.UnknownVersion>(await stored.Store.LoadAsync(draft.Id, allowCached: false, default));

        Assert.Equal(new QuestionnaireRef("rba-migof-p1", "0.9"), unknown.Questionnaire);
        Assert.Equal(2, (await Audit.RowsAsync(stored, draft.Id)).Count);
    }

    [Fact]
    public async Task The_head_row_keeps_its_format()
    {
        await using var stored = await OnAsync(azurite.ConnectionString);
        var submitted = await stored.SubmitAsync(OutboxKind.Alert);

        var head = (await Audit.RowsAsync(stored, submitted.Id)).Single(r => r.RowKey == "head");

        var text = new StringBuilder();
        foreach (var (name, value) in head.Where(p => p.Key is not ("odata.etag" or "PartitionKey" or "RowKey" or "Timestamp")).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(" = ").Append(value).Append('\n');
        }

        Assert.Equal(
            """
            changedAt = 2026-03-24T12:00:00.0000000Z
            data = {"developer":{"id":"6f9a2b1c-0000-4000-8000-000000000001","name":"Dana Developer"},"project":{"title":"Reception centre","stage":"proposal","countries":["TD"],"office":"N'Djamena","thematicAreas":["health"],"confidentiality":"Internal"},"state":{"at":"2026-03-24T12:00:00+00:00","result":{"rating":"B","decidedBy":"D","provisional":false,"indices":[{"index":"rba","sum":35,"most":50},{"index":"migof-p1","sum":53,"most":66}],"risk":"Moderate","flags":[{"question":"C4","level":"M"},{"question":"D9","level":"M"},{"question":"D10","level":"M"}],"scored":29,"unknown":0}},"alert":{"pending":true,"delivered":[],"attempts":0},"review":{"round":0,"remindAt":"2026-03-26T16:00:00+00:00","dueAt":"2026-03-31T12:00:00+00:00"},"filing":{"due":3}}
            developer = Dana Developer
            nextEvent = 4
            office = N'Djamena
            place = summary
            questionnaire = rba-migof-p1
            rating = B
            revision = 3
            startedAt = 2026-03-24T12:00:00.0000000Z
            state = Submitted
            submittedAt = 2026-03-24T12:00:00.0000000Z
            title = Reception centre
            version = 1.0

            """.ReplaceLineEndings("\n"),
            text.ToString());
    }

    private static Answer Anything(Question question) => question.Kind switch
    {
        QuestionKind.Single single => new(new AnswerValue.Choice(single.Options[0].Id)),
        QuestionKind.Multi multi => new(new AnswerValue.Choices([.. multi.Options.Take(2)])),
        QuestionKind.Text => new(new AnswerValue.Words(Hostile, [new ExtraRisk(Hostile[..200], 5, 5)])
        {
            Begun = [new BegunRisk(Hostile[..200], null, 5), new BegunRisk(null, 1, null)],
        }),
        _ => new(new AnswerValue.Declaration("role", ["one", "two"], "v1", true)),
    };
}
