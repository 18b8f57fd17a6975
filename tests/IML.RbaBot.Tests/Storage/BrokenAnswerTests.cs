using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;
using static IML.RbaBot.Tests.Storage.Stored;

namespace IML.RbaBot.Tests.Storage;

/// <summary>
/// A table's answer that breaks off half-way is asked for again: nobody reads half an assessment, and a transaction goes out the
/// second time byte for byte as the first.
/// </summary>
public sealed class BrokenAnswerTests
{
    private const string Rows = """{"value":[]}""";

    private const string Committed =
        "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 204 No Content\r\nETag: W/\"1\"\r\n\r\n\r\n--c--\r\n--b--\r\n";

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task A_load_whose_answer_breaks_off_is_tried_again(int given)
    {
        using var table = new ScriptedTable(new("200 OK", Rows, Given: given), new("200 OK", Rows));

        var loaded = await table.Store.LoadAsync(NewId(), allowCached: false, default);

        Assert.IsType<LoadResult.NotFound>(loaded);
        Assert.Equal(2, (await table.QuestionsAsync()).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task A_transaction_whose_answer_breaks_off_is_sent_again_as_it_was(int given)
    {
        using var table = new ScriptedTable(new("202 Accepted", Committed, Given: given), new("202 Accepted", Committed));
        var accepted = Decide(new Command.Start(NewId(), Project() with { Title = new string('é', 100) }, Shipped), null);

        var result = await table.Store.CommitAsync(null, accepted, ActsDana, Noon, [], default);

        Assert.Equal("W/\"1\"", Assert.IsType<CommitResult.Committed>(result).Stored.ETag.ToString());
        var questions = await table.QuestionsAsync();
        Assert.Equal(2, questions.Length);
        Assert.Equal(questions[0].Body, questions[1].Body);
        Assert.Contains(new string('é', 100), questions[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_memory_of_a_transaction_that_its_first_try_answered_is_given_back()
    {
        using var table = new ScriptedTable(new TableAnswer("202 Accepted", Committed));
        using var transaction = Transaction(table);

        Assert.Equal("W/\"1\"", (await table.Clients.Assessments.SubmitAsync(transaction, default)).ToString());

        Assert.Throws<ObjectDisposedException>(() => transaction.ToBody());
    }

    [Fact]
    public async Task The_memory_of_a_transaction_that_an_earlier_try_could_still_be_sending_is_not_given_back()
    {
        using var table = new ScriptedTable(new("202 Accepted", Committed, Given: 0), new("202 Accepted", Committed));
        using var transaction = Transaction(table);

        Assert.Equal("W/\"1\"", (await table.Clients.Assessments.SubmitAsync(transaction, default)).ToString());

        Assert.StartsWith((await table.QuestionsAsync())[1].Body, System.Text.Encoding.UTF8.GetString(transaction.ToBody().Span), StringComparison.Ordinal);
    }

    private static TableTransaction Transaction(ScriptedTable table)
    {
        var transaction = table.Clients.Assessments.Begin("p");
        transaction.Upsert("row", row => row.Property("a", 1));
        return transaction;
    }
}
