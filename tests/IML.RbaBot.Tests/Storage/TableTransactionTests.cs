using System.Text;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Tests.Storage;

/// <summary>Every limit of Azure Tables, exceeded: refused before anything could be sent.</summary>
public sealed class TableTransactionTests
{
    private static readonly Uri Table = new("http://127.0.0.1:1/account/Assessments");

    [Fact]
    public void A_transaction_takes_a_hundred_rows_and_no_more()
    {
        using var transaction = new TableTransaction(Table, "p");
        for (var i = 0; i < 100; i++)
        {
            transaction.Upsert($"row-{i}", row => row.Property("a", 1));
        }

        Assert.Equal(100, transaction.Operations);
        Assert.Throws<TableLimitException>(() => transaction.Upsert("row-100", row => row.Property("a", 1)));
    }

    [Fact]
    public void A_transaction_takes_each_row_once_and_is_never_empty()
    {
        using var transaction = new TableTransaction(Table, "p");
        Assert.Throws<TableLimitException>(() => transaction.ToBody());
        transaction.Upsert("row", row => row.Property("a", 1));
        Assert.Throws<TableLimitException>(() => transaction.Delete("row"));
    }

    [Fact]
    public void A_transaction_is_at_most_four_mebibytes()
    {
        using var transaction = new TableTransaction(Table, "p");
        for (var i = 0; i < 64; i++)
        {
            transaction.Upsert($"row-{i}", row => Fill(row, 2, TableLimits.StringLength));
        }

        Assert.Throws<TableLimitException>(() => transaction.ToBody());
    }

    [Fact]
    public void A_text_is_at_most_32_Ki_characters()
    {
        using var transaction = new TableTransaction(Table, "p");
        transaction.Upsert("fits", row => row.Property("a", new string('x', 32768)));
        Assert.Throws<TableLimitException>(() => transaction.Upsert("row", row => row.Property("a", new string('x', 32769))));
    }

    [Fact]
    public void A_row_is_at_most_one_mebibyte()
    {
        using var transaction = new TableTransaction(Table, "p");
        transaction.Upsert("fits", row => Fill(row, 15, TableLimits.StringLength));
        Assert.Throws<TableLimitException>(() => transaction.Upsert("row", row => Fill(row, 16, TableLimits.StringLength)));
    }

    [Fact]
    public void A_row_has_at_most_252_properties()
    {
        using var transaction = new TableTransaction(Table, "p");
        transaction.Upsert("fits", row => Fill(row, 252, 1));
        Assert.Throws<TableLimitException>(() => transaction.Upsert("row", row => Fill(row, 253, 1)));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u007Fb")]
    [InlineData("a\u009Fb")]
    [InlineData("a'b")]
    [InlineData("")]
    public void A_key_with_a_character_that_Azure_refuses_is_refused(string key)
    {
        Assert.Throws<TableLimitException>(() => new TableTransaction(Table, key));
        using var transaction = new TableTransaction(Table, "p");
        Assert.Throws<TableLimitException>(() => transaction.Upsert(key, row => row.Property("a", 1)));
        Assert.Throws<TableLimitException>(() => transaction.Delete(key));
    }

    [Fact]
    public void A_key_is_at_most_one_kibibyte()
    {
        TableLimits.CheckKey(new string('k', 512));
        Assert.Throws<TableLimitException>(() => TableLimits.CheckKey(new string('k', 513)));
    }

    [Fact]
    public void People_cannot_write_their_way_out_of_a_row()
    {
        using var transaction = new TableTransaction(Table, "p");
        transaction.Upsert("row", row => row.Property("a", "x\"}\r\n--changeset_rbabot\r\nDELETE http://x HTTP/1.1\r\n\r\n"));
        var body = Encoding.UTF8.GetString(transaction.ToBody().Span);

        Assert.Equal(2, body.Split("\n--changeset_rbabot").Length - 1);
        Assert.DoesNotContain("\nDELETE", body, StringComparison.Ordinal);
    }

    [Fact]
    public void All_keys_of_an_assessment_can_be_keys()
    {
        var id = AssessmentId.Of(Reference.Of(7), 999);
        foreach (var question in Stored.Shipped.Questions)
        {
            TableLimits.CheckKey(Keys.Answer(question.Id));
        }

        TableLimits.CheckKey(Keys.Partition(id));
        TableLimits.CheckKey(Keys.Event(1_000_000));
        TableLimits.CheckKey(Keys.ListRow(Stored.Noon, id));
        TableLimits.CheckKey(Keys.UserPartition(Stored.Dana.Id));
        foreach (var kind in Enum.GetValues<IML.RbaBot.Dispatch.OutboxKind>())
        {
            TableLimits.CheckKey(Keys.Outbox(7, kind, Stored.Dana.Id.Value));
            Assert.Equal(kind, Keys.KindOf(Keys.NameOf(kind)));
        }
    }

    private static void Fill(TableTransaction row, int properties, int length)
    {
        for (var i = 0; i < properties; i++)
        {
            row.Property($"p{i}", new string('x', length));
        }
    }
}
