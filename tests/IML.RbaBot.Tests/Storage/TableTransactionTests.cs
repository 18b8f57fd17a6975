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
    public void A_transaction_is_at_most_four_mebibytes_and_not_a_byte_more()
    {
        using var small = Large(1);
        var rest = TableLimits.TransactionBytes - small.ToBody().Length + 1;

        using var fits = Large(rest);
        Assert.Equal(4 * 1024 * 1024, fits.ToBody().Length);
        using var over = Large(rest + 1);
        Assert.Throws<TableLimitException>(() => over.ToBody());

        static TableTransaction Large(int last)
        {
            var transaction = new TableTransaction(Table, "p");
            for (var i = 0; i < 8; i++)
            {
                transaction.Upsert($"row-{i}", row => Fill(row, 15, TableLimits.StringLength));
            }

            transaction.Upsert("last", row =>
            {
                Fill(row, 7, TableLimits.StringLength);
                row.Property("last", new string('x', last));
            });
            return transaction;
        }
    }

    [Fact]
    public void A_text_is_at_most_32_Ki_characters_however_many_bytes_they_take()
    {
        using var transaction = new TableTransaction(Table, "p");
        transaction.Upsert("fits", row => row.Property("a", new string('é', 32768)));
        transaction.Upsert("fits-utf8", row => row.Property("a", Encoding.UTF8.GetBytes(new string('é', 32768))));
        Assert.Throws<TableLimitException>(() => transaction.Upsert("row", row => row.Property("a", new string('x', 32769))));
        Assert.Throws<TableLimitException>(() => transaction.Upsert("row-utf8", row => row.Property("a", Encoding.UTF8.GetBytes(new string('é', 32769)))));
    }

    [Fact]
    public void A_row_is_at_most_one_mebibyte_as_Azure_counts_it()
    {
        // 4 and the keys, then for each property 8, its name and its value: 4 or 1 for a number or truth value, 4 and the characters
        // for a text. A character is two bytes.
        var counted = 4 + (2 * "pfits".Length);
        for (var i = 0; i < 15; i++)
        {
            counted += 8 + (2 * $"p{i}".Length) + 4 + (2 * TableLimits.StringLength);
        }

        counted += 8 + (2 * "number".Length) + 4 + 8 + (2 * "flag".Length) + 1 + 8 + (2 * "last".Length) + 4;
        var rest = ((1024 * 1024) - counted) / 2;

        using var transaction = new TableTransaction(Table, "p");
        transaction.Upsert("fits", row => Row(row, rest));
        Assert.Throws<TableLimitException>(() => transaction.Upsert("over", row => Row(row, rest + 1)));

        // A character of the key counts as one of a text.
        Assert.Throws<TableLimitException>(() => transaction.Upsert("fits-not", row => Row(row, rest - 3)));
        transaction.Upsert("fits-too", row => Row(row, rest - 4));

        static void Row(TableTransaction row, int last)
        {
            Fill(row, 15, TableLimits.StringLength);
            row.Property("number", 1);
            row.Property("flag", true);
            row.Property("last", new string('x', last));
        }
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
    public void A_row_that_replaces_a_known_one_goes_out_with_that_ones_ETag_and_no_other_write_does()
    {
        using var transaction = new TableTransaction(Table, "p");
        transaction.Replace("head", new Azure.ETag("W/\"7\""), row => row.Property("a", 1));
        transaction.Upsert("answer", row => row.Property("a", 1));
        transaction.Insert("event", row => row.Property("a", 1));
        transaction.Delete("outbox");
        var parts = Encoding.UTF8.GetString(transaction.ToBody().Span).Split("--changeset_rbabot");

        Assert.Contains("\r\nIf-Match: W/\"7\"\r\n", parts[1], StringComparison.Ordinal);
        Assert.DoesNotContain("If-Match", parts[2] + parts[3], StringComparison.Ordinal);
        Assert.Contains("\r\nIf-Match: *\r\n", parts[4], StringComparison.Ordinal);
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
