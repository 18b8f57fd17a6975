using Azure.Data.Tables;
using IML.RbaBot.Commands;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Projections;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Storage;
using IML.RbaBot.Tests.Stores;
using static IML.RbaBot.Tests.Projections.Projecting;

namespace IML.RbaBot.Tests.Projections;

/// <summary>The projections are rebuilt from the assessments, and proved equal.</summary>
[Collection(AzuriteTests.Name)]
public sealed class ReindexTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task What_the_deliveries_wrote_differs_in_nothing()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        await Projector(stored).WriteAsync(await stored.StartAsync(), default);
        await Projector(stored).WriteAsync(await stored.SubmitAsync(), default);

        var found = await Reindexing(stored).CompareAsync(default);

        Assert.Equal((2, 0), (found.Assessments.Length, found.Differences.Length));
        Assert.True(found.Expected.Count > 20, $"{found.Expected.Count} rows");
    }

    [Fact]
    public async Task Everything_lost_stale_or_made_up_is_reported_and_put_right()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        var submitted = await stored.SubmitAsync();
        await Projector(stored).WriteAsync(submitted, default);
        await Projector(stored).WriteAsync(await stored.StartAsync(), default);
        await Projector(stored).WriteAsync(Submitted(7).At(1), default);
        var rows = new List<TableEntity>();
        await foreach (var row in stored.Clients.Directory.QueryAsync<TableEntity>(r => r.PartitionKey != "nobody"))
        {
            rows.Add(row);
        }

        // Every third row is lost, another has old content; and of the assessment 7 there is nothing but rows.
        foreach (var (row, i) in rows.Select((r, i) => (r, i)))
        {
            if (i % 3 == 0)
            {
                await stored.Clients.Directory.DeleteEntityAsync(row.PartitionKey, row.RowKey);
            }
            else if (i % 3 == 1 && row.ContainsKey("data") && row.GetString("data") is not null)
            {
                row["data"] = row.GetString("data").Replace("Reception", "Old", StringComparison.Ordinal).Replace(":1}", ":5}", StringComparison.Ordinal);
                await stored.Clients.Directory.UpsertEntityAsync(row, TableUpdateMode.Replace);
            }
        }

        using var output = new StringWriter();
        var code = await ReindexCommand.RunAsync(Reindexing(stored), CommandTexts.Load(), output, default);

        Assert.True(code == CommandLine.Good, output.ToString());
        Assert.Contains("missing", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("nothing stands behind it", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("Lists, queue, search, register and portfolio are equal to the assessments.", output.ToString().TrimEnd(), StringComparison.Ordinal);
        Assert.Empty((await Reindexing(stored).CompareAsync(default)).Differences);
        Assert.Equal(submitted.Id, Assert.Single((await Queue(stored).PageAsync(Focal, null, default)).Items).Summary.Id);
        Assert.Single((await Index(stored).FindAsync(Focal, "reception", default))!.Value);
    }

    [Fact]
    public async Task A_row_of_the_register_that_is_lost_stale_or_made_up_is_put_right_too()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        var (lost, stale) = (await stored.SubmitAsync(), await stored.SubmitAsync());
        await Projector(stored).WriteAsync(lost, default);
        await Projector(stored).WriteAsync(stale, default);
        var directory = stored.Clients.Directory;
        await directory.DeleteEntityAsync(Keys.RegisterPartition, lost.Id.Value);
        await directory.UpsertEntityAsync(new TableEntity(Keys.RegisterPartition, stale.Id.Value) { ["data"] = "{}" });
        await directory.UpsertEntityAsync(new TableEntity(Keys.RegisterPartition, IdOf(7).Value) { ["data"] = "{}" });

        var found = await Reindexing(stored).CompareAsync(default);
        await Reindexing(stored).RepairAsync(found, default);

        Assert.Equal(
            [DifferenceKind.Missing, DifferenceKind.Different, DifferenceKind.Unexpected],
            new[] { lost.Id, stale.Id, IdOf(7) }.Select(id => found.Differences.Single(d => d.Address.Row == id.Value).Kind));
        Assert.Equal(3, found.Differences.Length);
        Assert.Empty((await Reindexing(stored).CompareAsync(default)).Differences);
    }

    [Fact]
    public async Task A_message_that_was_given_up_and_is_listed_nowhere_is_listed_again_and_one_that_is_gone_no_more()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        var submitted = await stored.SubmitAsync(OutboxKind.Alert);
        var alert = submitted.Outbox.Single(m => m.Kind is OutboxKind.Alert);
        var lost = Settlement.Of(new DeliveryOutcome.Undeliverable("chat gone"), alert, new DispatchOptions(), 0, Stored.Noon);
        await Projector(stored).WriteAsync((await stored.Store.SettleAsync(submitted, alert, lost, Stored.Noon, default))!, default);
        await stored.Directory.ReportUndeliverableAsync(submitted.Id, alert with { Kind = OutboxKind.Export }, default);

        var found = await Reindexing(stored).CompareAsync(default);
        await Reindexing(stored).RepairAsync(found, default);

        Assert.Equal([DifferenceKind.Missing, DifferenceKind.Unexpected], found.Differences.Select(d => d.Kind).Order());
        var listed = Assert.Single((await stored.Directory.ListUndeliverableAsync(null, default)).Items);
        Assert.Equal((submitted.Id, OutboxKind.Alert, "chat gone"), (listed.Id, listed.Kind, listed.Reason));
        Assert.Empty((await Reindexing(stored).CompareAsync(default)).Differences);
    }

    [Fact]
    public async Task What_belongs_to_an_assessment_that_this_version_cannot_read_is_left_as_it_is()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        var submitted = await stored.SubmitAsync();
        await Projector(stored).WriteAsync(submitted, default);
        TableEntity head = await stored.Clients.AssessmentsTable.GetEntityAsync<TableEntity>(submitted.Id.Value, Keys.Head);
        head["version"] = "0.9";
        await stored.Clients.AssessmentsTable.UpdateEntityAsync(head, head.ETag, TableUpdateMode.Replace);

        var found = await Reindexing(stored).CompareAsync(default);

        Assert.Equal(submitted.Id, Assert.Single(found.Unreadable));
        Assert.Empty(found.Differences);
        Assert.True(found.Standing.Count > 10, $"{found.Standing.Count} rows");
    }

    [Fact]
    public async Task Of_a_deleted_assessment_nothing_stays_and_a_late_delivery_brings_nothing_back()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        var submitted = Submitted(7).Asking(Stored.Noon);
        await Projector(stored).WriteAsync(submitted.At(3), default);

        Assert.True(await Projector(stored).RemoveAsync(submitted.Id, default));
        Assert.True(await Projector(stored).RemoveAsync(submitted.Id, default));

        Assert.Empty((await Reindexing(stored).CompareAsync(default)).Differences);
        Assert.True(await Projector(stored).WriteAsync(submitted.At(4), default));
        Assert.Empty((await Reindexing(stored).CompareAsync(default)).Differences);
        Assert.Empty((await Queue(stored).PageAsync(Focal, null, default)).Items);
    }

    [Fact]
    public async Task An_empty_directory_is_filled_whole()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        await stored.SubmitAsync();
        await stored.StartAsync();

        await Reindexing(stored).RepairAsync(await Reindexing(stored).CompareAsync(default), default);

        Assert.Empty((await Reindexing(stored).CompareAsync(default)).Differences);
        Assert.Equal(2, (await stored.Directory.ListAsync(Stored.Dana.Id, null, default)).Items.Length);
    }
}
