using System.Web;
using IML.RbaBot.Storage;
using IML.RbaBot.Tests.Stores;

namespace IML.RbaBot.Tests.Storage;

/// <summary>
/// A table gives at most 1,000 rows in one answer, or fewer when it pleases, and says where to go on
/// (https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination): nobody reads part of an assessment.
/// </summary>
[Collection(AzuriteTests.Name)]
public sealed class ContinuationTests(AzuriteFixture azurite)
{
    private const string NextPartition = "1!8!cGFydA--";
    private const string NextRow = "1!16!YW5zd2VyIEIx&c=d";

    [Fact]
    public async Task Rows_that_come_in_several_answers_are_all_read()
    {
        using var table = new ScriptedTable(
            Answer("head", $"x-ms-continuation-NextPartitionKey: {NextPartition}\r\nx-ms-continuation-NextRowKey: {NextRow}\r\n"),
            Answer("answer-B1"));

        Assert.Equal(["head", "answer-B1"], await KeysAsync(table));

        await AssertAskedAsync(table, (null, null), (NextPartition, NextRow));
    }

    [Fact]
    public async Task A_table_may_go_on_by_a_partition_key_alone_and_give_no_row_in_between()
    {
        using var table = new ScriptedTable(
            Answer("head", $"x-ms-continuation-NextPartitionKey: {NextPartition}\r\n"),
            Answer(null, $"x-ms-continuation-NextPartitionKey: {NextPartition}\r\nx-ms-continuation-NextRowKey: {NextRow}\r\n"),
            Answer("answer-B1", "x-ms-continuation-NextPartitionKey: \r\nx-ms-continuation-NextRowKey: \r\n"));

        Assert.Equal(["head", "answer-B1"], await KeysAsync(table));

        await AssertAskedAsync(table, (null, null), (NextPartition, null), (NextPartition, NextRow));
    }

    [Fact]
    public async Task More_than_a_thousand_events_are_read_in_order()
    {
        await using var stored = await Stored.OnAsync(azurite.ConnectionString);
        var keys = Enumerable.Range(1, 1_050).Select(Keys.Event).ToArray();
        foreach (var some in keys.Chunk(TableLimits.Operations))
        {
            using var transaction = stored.Clients.Assessments.Begin("p");
            foreach (var key in some)
            {
                transaction.Insert(key, row => row.Property("a", 1));
            }

            Assert.NotNull(await stored.Clients.Assessments.SubmitAsync(transaction, default));
        }

        var read = new List<string>();
        var answers = await stored.Clients.Assessments.QueryEventsAsync("p", row => read.Add(row.NeededText("RowKey"u8)), default);

        Assert.Equal(keys, read);
        Assert.Equal(2, answers);
    }

    private static TableAnswer Answer(string? row, string headers = "") =>
        new("200 OK", row is null ? """{"value":[]}""" : $$"""{"value":[{"RowKey":"{{row}}"}]}""", headers);

    private static async Task<List<string>> KeysAsync(ScriptedTable table)
    {
        var keys = new List<string>();
        await table.Clients.Assessments.QueryAsync("p", row => keys.Add(row.NeededText("RowKey"u8)), default);
        return keys;
    }

    /// <summary>Each question is the first one again, with the place to go on from.</summary>
    private static async Task AssertAskedAsync(ScriptedTable table, params (string? Partition, string? Row)[] places)
    {
        var queries = (await table.QuestionsAsync()).Select(q => HttpUtility.ParseQueryString(q.Query)).ToArray();
        Assert.Equal(places, queries.Select(q => ((string?, string?))(q["NextPartitionKey"], q["NextRowKey"])));
        Assert.All(queries, q => Assert.StartsWith("PartitionKey eq 'p' and ", q["$filter"], StringComparison.Ordinal));
        Assert.Single(queries.Select(q => q["$filter"]).Distinct());
    }
}
