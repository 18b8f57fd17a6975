using System.Diagnostics;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export.Register;
using IML.RbaBot.Tests.Cards;

namespace IML.RbaBot.Tests.Export;

public sealed class RegisterTests
{
    private const int Many = 50_000;
    private const long Allowed = 200L * 1024 * 1024;

    [Fact]
    public async Task The_register_is_valid_for_Excel_with_typed_cells_a_frozen_head_and_filters()
    {
        using var stream = new MemoryStream();
        var row = Row(1);

        Assert.Equal(1, await RegisterSheet.WriteAsync(stream, CardWorld.Context, Rows(row), default));

        stream.Position = 0;
        using var package = SpreadsheetDocument.Open(stream, false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(package).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        var sheet = package.WorkbookPart!.WorksheetParts.Single().Worksheet!;
        Assert.Equal("A1:W2", sheet.GetFirstChild<AutoFilter>()!.Reference!.Value);
        Assert.Equal(PaneStateValues.Frozen, sheet.Descendants<Pane>().Single().State!.Value);
        var cells = sheet.Descendants<Row>().ElementAt(1).Elements<Cell>().ToArray();
        Assert.Equal(row.Reference, cells[0].InnerText);
        Assert.Equal(CellValues.Number, cells[1].DataType!.Value);
        Assert.Equal("70", cells[12].InnerText);
        Assert.Equal(3u, cells[12].StyleIndex!.Value);
        Assert.Equal("46350", cells[17].InnerText);
        Assert.Equal(2u, cells[17].StyleIndex!.Value);
        Assert.Empty(sheet.Descendants<CellFormula>());
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("  +cmd|' /C calc'!A0")]
    [InlineData("-2")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("＝1")]
    [InlineData("_x0041_ stays")]
    [InlineData("<b>&amp;")]
    public async Task What_was_typed_is_text_in_the_register_and_stays_as_it_was_typed(string typed)
    {
        using var stream = new MemoryStream();
        await RegisterSheet.WriteAsync(stream, CardWorld.Context, Rows(Row(1) with { Title = typed }), default);

        stream.Position = 0;
        using var package = SpreadsheetDocument.Open(stream, false);
        var cell = package.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().ElementAt(1).Elements<Cell>().ElementAt(2);
        Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
        Assert.Equal(typed, cell.InnerText.Replace("_x005F_", "_", StringComparison.Ordinal));
        if (typed[0] is not ('_' or '<'))
        {
            Assert.Equal(4u, cell.StyleIndex!.Value);
        }
    }

    [Theory]
    [InlineData("\u0001=1+1")]
    [InlineData("\uFFFE@SUM(A1)")]
    [InlineData("\u00A0=1")]
    [InlineData("\u200B\uFEFF+1")]
    public async Task A_formula_is_marked_as_text_whatever_that_cannot_be_seen_stands_before_it(string typed)
    {
        using var stream = new MemoryStream();
        await RegisterSheet.WriteAsync(stream, CardWorld.Context, Rows(Row(1) with { Title = typed }), default);

        stream.Position = 0;
        using var package = SpreadsheetDocument.Open(stream, false);
        var cell = package.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().ElementAt(1).Elements<Cell>().ElementAt(2);
        Assert.Equal(4u, cell.StyleIndex!.Value);
    }

    [Fact]
    public async Task The_register_is_in_one_language_to_its_last_cell()
    {
        using var stream = new MemoryStream();
        var french = CardWorld.Context with { Language = CardWorld.Languages.All.Single(l => l.Id == "fr") };
        await RegisterSheet.WriteAsync(stream, french, Rows(Row(1), Row(2) with { Questionnaire = "rba-migof-p1 0.1" }), default);

        stream.Position = 0;
        using var package = SpreadsheetDocument.Open(stream, false);
        var rows = package.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().Skip(1).Select(r => r.InnerText).ToArray();
        Assert.Equal(2, rows.Length);
        Assert.All(rows, r => Assert.Contains("modéré", r, StringComparison.Ordinal));
        Assert.All(rows, r => Assert.DoesNotContain("Moderate", r, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("es")]
    public async Task The_head_is_as_high_as_its_longest_cell_and_no_word_of_it_is_wider_than_its_column(string language)
    {
        using var stream = new MemoryStream();
        var context = CardWorld.Context with { Language = CardWorld.Languages.All.Single(l => l.Id == language) };
        await RegisterSheet.WriteAsync(stream, context, Rows(Row(1)), default);

        stream.Position = 0;
        using var package = SpreadsheetDocument.Open(stream, false);
        var sheet = package.WorkbookPart!.WorksheetParts.Single().Worksheet!;
        var widths = sheet.Descendants<Column>().Select(c => c.Width!.Value).ToArray();
        var head = sheet.Descendants<Row>().First();
        var heads = head.Elements<Cell>().Select(c => c.InnerText).ToArray();
        for (var i = 0; i < heads.Length; i++)
        {
            // Bold letters are wider than the digits that a width counts, and the button of the filter takes two more.
            Assert.True(heads[i].Split(' ').Max(w => w.Length) * 1.1 <= widths[i] - 2, $"{heads[i]} in {widths[i]}");
            Assert.True(head.Height!.Value >= 13 * Math.Ceiling(heads[i].Length * 1.1 / (widths[i] - 2)), $"{heads[i]} in {widths[i]} by {head.Height.Value}");
        }

        // A row is as high as its longest text, which no program has to find out by itself.
        var row = sheet.Descendants<Row>().ElementAt(1);
        var needed = 13 * Math.Ceiling(row.Elements<Cell>().ElementAt(2).InnerText.Length / (widths[2] - 1));
        Assert.True(row.Height!.Value >= needed && needed > 13, $"{row.Height.Value} of {needed}");

        // Side by side on A3, in letters of at least six points: ten points are 0.073 inches a character, and 15.9 inches are printed on.
        Assert.True(10 * 15.9 / (0.073 * widths.Sum()) >= 6, $"{widths.Sum()} characters side by side");
    }

    /// <summary>With <c>RBABOT_PAGES</c> set to a folder the pages stay there as pictures, to be looked at.</summary>
    [ConvertFact]
    public async Task LibreOffice_prints_all_columns_side_by_side_with_every_head_whole()
    {
        var keep = Environment.GetEnvironmentVariable("RBABOT_PAGES");
        var folder = keep is null ? Directory.CreateTempSubdirectory("register-").FullName : Directory.CreateDirectory(keep).FullName;
        try
        {
            var files = new List<(string File, string[] Heads)>();
            foreach (var language in CardWorld.Languages.All)
            {
                var file = Path.Combine(folder, $"register-{language.Id}.xlsx");
                await using (var stream = new FileStream(file, FileMode.Create))
                {
                    await RegisterSheet.WriteAsync(stream, CardWorld.Context with { Language = language }, Rows(Row(1), Row(2), Row(3)), default);
                }

                using var package = SpreadsheetDocument.Open(file, false);
                var head = package.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().First();
                files.Add((file, [.. head.Elements<Cell>().Select(c => c.InnerText)]));
            }

            await Office.ToPdfAsync(folder, [.. files.Select(f => f.File)]);
            foreach (var (file, heads) in files)
            {
                var pdf = Path.ChangeExtension(file, "pdf");
                var words = Assert.Single(await Office.PagesAsync(pdf)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                Assert.All(heads.SelectMany(head => head.Split(' ')), word => Assert.Contains(word, words));
                if (keep is not null)
                {
                    await Office.ToPicturesAsync(pdf);
                }
            }
        }
        finally
        {
            if (keep is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    [Fact]
    public async Task Fifty_thousand_rows_need_less_than_200_megabytes()
    {
        var file = Path.GetTempFileName();
        try
        {
            GC.Collect();
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var most = 0L;
            var watch = Stopwatch.StartNew();
            await using (var stream = new FileStream(file, FileMode.Create))
            {
                await RegisterSheet.WriteAsync(stream, CardWorld.Context, Measured(), default);
            }

            Assert.True(most - before < Allowed, $"{(most - before) / 1024 / 1024} MB in {watch.Elapsed.TotalSeconds:0.0} s");
            using var package = SpreadsheetDocument.Open(file, false);
            using var reader = OpenXmlReader.Create(package.WorkbookPart!.WorksheetParts.Single());
            var rows = 0;
            while (reader.Read())
            {
                rows += reader.ElementType == typeof(Row) && reader.IsStartElement ? 1 : 0;
            }

            Assert.Equal(Many + 1, rows);

            async IAsyncEnumerable<RegisterRow> Measured()
            {
                for (var i = 0; i < Many; i++)
                {
                    if (i % 1000 == 0)
                    {
                        await Task.Yield();
                        most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
                    }

                    yield return Row(i);
                }
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_row_is_read_by_those_who_may_read_its_assessment()
    {
        var submitted = ExportWorld.Submitted("reception-centre");
        Actor[] actors =
        [
            new(CardWorld.Developer, Roles.None),
            new(CardWorld.FocalPoint, Roles.None),
            new(CardWorld.FocalPoint, Roles.FocalPoint),
            new(CardWorld.FocalPoint, Roles.FocalPoint) { Coverage = new Coverage(["TN"]) },
            new(CardWorld.FocalPoint, Roles.FocalPoint) { Coverage = new Coverage(["SN"]) },
            new(CardWorld.FocalPoint, Roles.Auditor),
            new(CardWorld.FocalPoint, Roles.Administrator),
        ];

        foreach (var assessment in (Assessment[])[submitted, ExportWorld.Reviewed(submitted)])
        {
            Assert.All(actors, actor => Assert.Equal(assessment.MayRead(actor), RegisterRow.Of(assessment)!.MayBeReadBy(actor)));
        }
    }

    [Fact]
    public void A_draft_is_in_no_register() => Assert.Null(RegisterRow.Of(CardWorld.Draft()));

    private static readonly RegisterRow Sample = RegisterRow.Of(ExportWorld.Submitted("reception-centre"))!;

    private static RegisterRow Row(int n) => Sample with
    {
        Reference = Reference.Of((ulong)n * 7919).Value,
        Title = $"Reception centre number {n} for people on the move, with a title as long as titles are",
    };

    private static async IAsyncEnumerable<RegisterRow> Rows(params RegisterRow[] rows)
    {
        foreach (var row in rows)
        {
            await Task.Yield();
            yield return row;
        }
    }
}
