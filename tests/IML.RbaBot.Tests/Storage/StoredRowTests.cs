using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Tests.Storage;

/// <summary>A row of a table's answer is read as .NET's JSON document reads it, and what is no answer is refused.</summary>
public sealed class StoredRowTests
{
    private static readonly string[] Names =
        ["odata.etag", "PartitionKey", "RowKey", "Timestamp", "by", "at", "at@odata.type", "choice", "comment", "words", "impact", "toConfirm", "é"];

    private static readonly string[] Texts =
        ["", "a", "Fundación «María»", "line\nline\t\"quoted\" \\ and /", "😀 pairs 😀", "W/\"datetime'2026-11-26T09%3A00%3A00.0000000Z'\"", "null", "12"];

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Rows_are_read_as_the_JSON_document_reads_them(int seed, bool escaped)
    {
        var random = new Random(seed);
        for (var turn = 0; turn < 300; turn++)
        {
            var answer = Answer(random, escaped);
            using var document = JsonDocument.Parse(answer);
            using var expected = document.RootElement.GetProperty("value").EnumerateArray();
            var rows = 0;
            StoredRow.ReadAll(answer, row =>
            {
                Assert.True(expected.MoveNext());
                Same(expected.Current, row);
                rows++;
            });
            Assert.Equal(document.RootElement.GetProperty("value").GetArrayLength(), rows);
        }
    }

    [Fact]
    public void A_row_with_more_properties_than_any_of_ours_is_read_whole()
    {
        var row = new JsonObject();
        for (var i = 0; i < TableLimits.Properties; i++)
        {
            row[string.Create(CultureInfo.InvariantCulture, $"p{i}")] = i;
        }

        Read($$"""{"value":[{{row.ToJsonString()}}]}""", read =>
        {
            for (var i = 0; i < TableLimits.Properties; i++)
            {
                Assert.Equal(i, read.Number(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"p{i}"))));
            }
        });
    }

    [Theory]
    [InlineData("2026-11-26T09:00:00.1234567Z")]
    [InlineData("2026-11-26T10:30:00.0000000+01:30")]
    [InlineData("0001-01-01T00:00:00.0000000Z")]
    [InlineData("2026-11-26T09:00:00.000000\\u0030Z")]
    public void A_time_is_read_as_rows_hold_it(string written)
    {
        var expected = DateTimeOffset.ParseExact(
            written.Replace("\\u0030", "0", StringComparison.Ordinal), "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        Read($$"""{"value":[{"at":"{{written}}"}]}""", row =>
        {
            Assert.Equal(expected, row.NeededTime("at"u8));
            Assert.Equal(expected.Offset, row.NeededTime("at"u8).Offset);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"value":null}""")]
    [InlineData("""{"value":{}}""")]
    [InlineData("""{"value":[1]}""")]
    [InlineData("""{"value":[{},null]}""")]
    [InlineData("""{"value":[{"choice":"yes"}""")]
    [InlineData("""{"value":[{"choice":"yes"}]""")]
    [InlineData("""{"value":[{"choice":"yes"}]}{}""")]
    [InlineData("""{"value":[{"choice"}]}""")]
    [InlineData("""{"odata.error":{"code":"OutOfRangeInput"}}""")]
    public void What_is_no_answer_of_a_table_is_refused(string answer) =>
        Assert.ThrowsAny<JsonException>(() => StoredRow.ReadAll(Encoding.UTF8.GetBytes(answer), static _ => { }));

    [Fact]
    public void A_property_of_another_kind_is_refused_and_a_missing_one_is_named()
    {
        Read("""{"value":[{"choice":1,"impact":"1","most":2147483648,"half":1.5,"toConfirm":"true","at":"yesterday","nothing":null}]}""", row =>
        {
            Assert.Throws<JsonException>(() => row.Text("choice"u8));
            Assert.Throws<JsonException>(() => row.Number("impact"u8));
            Assert.Throws<JsonException>(() => row.Number("most"u8));
            Assert.Throws<JsonException>(() => row.Number("half"u8));
            Assert.Throws<JsonException>(() => row.Flag("toConfirm"u8));
            Assert.Throws<FormatException>(() => row.NeededTime("at"u8));
            Assert.Throws<JsonException>(() => row.NeededJson("choice"u8, StorageJson.Readable.StringArray));
            Assert.Contains("place", Assert.Throws<JsonException>(() => row.NeededText("place"u8)).Message, StringComparison.Ordinal);
            Assert.Contains("nothing", Assert.Throws<JsonException>(() => row.NeededNumber("nothing"u8)).Message, StringComparison.Ordinal);
            Assert.Null(row.Text("nothing"u8));
            Assert.False(row.Flag("nothing"u8));
        });
    }

    [Theory]
    [InlineData("""["plain"]""")]
    [InlineData("""["Fundación \"María\"","😀\n"]""")]
    public void A_text_that_holds_JSON_says_what_it_holds(string json)
    {
        var expected = JsonSerializer.Deserialize(json, StorageJson.Readable.StringArray);
        foreach (var encoder in new[] { JavaScriptEncoder.Default, JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        {
            var text = JsonEncodedText.Encode(json, encoder);
            Read($$"""{"value":[{"done":"{{text}}"}]}""", row => Assert.Equal(expected, row.NeededJson("done"u8, StorageJson.Readable.StringArray)));
        }

        Read("""{"value":[{"done":"null","broken":"["}]}""", row =>
        {
            Assert.Throws<JsonException>(() => row.NeededJson("done"u8, StorageJson.Readable.StringArray));
            Assert.ThrowsAny<JsonException>(() => row.NeededJson("broken"u8, StorageJson.Readable.StringArray));
            Assert.Throws<JsonException>(() => row.NeededJson("gone"u8, StorageJson.Readable.StringArray));
        });
    }

    private static void Read(string answer, Action<StoredRow> check)
    {
        var rows = 0;
        StoredRow.ReadAll(Encoding.UTF8.GetBytes(answer), row =>
        {
            check(row);
            rows++;
        });
        Assert.Equal(1, rows);
    }

    private static void Same(JsonElement expected, StoredRow row)
    {
        foreach (var name in Names)
        {
            var utf8 = Encoding.UTF8.GetBytes(name);
            if (!expected.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                Assert.Null(row.Text(utf8));
                Assert.Null(row.Number(utf8));
                Assert.False(row.Flag(utf8));
            }
            else if (value.ValueKind == JsonValueKind.String)
            {
                Assert.Equal(value.GetString(), row.Text(utf8));
            }
            else if (value.ValueKind == JsonValueKind.Number)
            {
                Assert.Equal(value.GetInt32(), row.Number(utf8));
            }
            else if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                Assert.Equal(value.GetBoolean(), row.Flag(utf8));
            }
        }
    }

    private static byte[] Answer(Random random, bool escaped)
    {
        var rows = new JsonArray();
        for (var i = random.Next(4); i > 0; i--)
        {
            var row = new JsonObject();
            foreach (var name in Names.Where(_ => random.Next(3) > 0))
            {
                row[name] = random.Next(7) switch
                {
                    0 => null,
                    1 => random.Next(-5, 5),
                    2 => random.Next(2) == 0,
                    3 => new JsonObject { ["choice"] = "within", ["list"] = new JsonArray(1, "two") },
                    _ => Texts[random.Next(Texts.Length)],
                };
            }

            rows.Add(row);
        }

        var answer = new JsonObject { ["odata.metadata"] = "http://127.0.0.1/$metadata#Assessments" };
        answer[random.Next(2) == 0 ? "value" : "first"] = rows;
        if (answer["value"] is null)
        {
            answer["value"] = rows.DeepClone();
        }

        return Encoding.UTF8.GetBytes(answer.ToJsonString(new JsonSerializerOptions
        {
            Encoder = escaped ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            WriteIndented = random.Next(2) == 0,
        }));
    }
}
