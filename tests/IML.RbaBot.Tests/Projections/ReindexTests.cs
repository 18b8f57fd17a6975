using Azure.Data.Tables;
using IML.RbaBot.Commands;
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
        Assert.EndsWith("Lists, queue, search and portfolio are equal to the assessments.", output.ToString().TrimEnd(), StringComparison.Ordinal);
        Assert.Empty((await Reindexing(stored).CompareAsync(default)).Differences);
        Assert.Equal(submitted.Id, Assert.Single((await Queue(stored).PageAsync(Focal, null, default)).Items).Summary.Id);
        Assert.Single((await Index(stored).FindAsync(Focal, "reception", default))!.Value);
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
