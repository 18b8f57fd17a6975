using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using IML.RbaBot.Export.Documents;

namespace IML.RbaBot.Export.Register;

/// <summary>A column of the sheet.</summary>
/// <param name="Head">The header cell.</param>
/// <param name="Width">In characters, at least; a longer word of the header makes it wider.</param>
internal readonly record struct SheetColumn(string Head, int Width)
{
    // The header is bold, and the button of the filter stands in its cell.
    private const double BoldWidth = 1.15, Button = 2.5, Margin = 1;

    /// <summary>In characters: no word of the header is cut.</summary>
    public double FullWidth => Math.Max(Width, (Head.Split(' ').Max(word => word.Length) * BoldWidth) + Button);

    /// <summary>How many lines the header takes.</summary>
    public int HeadLines => LinesOf(Head, (FullWidth - Button) / BoldWidth);

    /// <summary>How many lines a text takes in a cell of this column.</summary>
    public int LinesOf(string text) => LinesOf(text, FullWidth - Margin);

    private static int LinesOf(string text, double most)
    {
        var (lines, used) = (1, 0.0);
        foreach (var word in text.Split(' '))
        {
            if (used > 0 && used + 1 + word.Length > most)
            {
                (lines, used) = (lines + 1, 0);
            }

            // A word longer than the line is broken.
            used += (used > 0 ? 1 : 0) + word.Length;
            lines += (int)Math.Max(0, Math.Ceiling(used / most) - 1);
            used = used > most ? used % most : used;
        }

        return lines;
    }
}

/// <summary>A cell with its type. There are no formulas.</summary>
internal abstract record SheetCell
{
    private SheetCell()
    {
    }

    public static readonly SheetCell Empty = new Words("");

    /// <summary>Text; also what looks like a formula stays text.</summary>
    public sealed record Words(string Text) : SheetCell;

    public sealed record Number(decimal Value, bool OneDecimal = false) : SheetCell;

    /// <summary>A day.</summary>
    public sealed record Day(DateOnly Date) : SheetCell;
}

/// <summary>
/// Writes an XLSX of one sheet, row by row: however many rows there are, memory holds one. The workbook around the sheet is made by
/// the SDK; its package keeps every part in memory, so the sheet itself is written beside it, straight into the archive.
/// </summary>
internal static class SheetWriter
{
    // A cell of more characters is refused by Excel.
    private const int LongestText = 32_767;
    private const string SheetPart = "xl/worksheets/sheet1.xml";
    private const uint TextStyle = 0, HeadStyle = 1, DayStyle = 2, DecimalStyle = 3, QuotedStyle = 4, NumberStyle = 5;

    // Of Arial in 10 points, in points.
    private const double LineHeight = 13, RowMargin = 4, HighestRow = 400;
    private static readonly DateOnly Epoch = new(1899, 12, 30);

    /// <summary>Writes the whole file.</summary>
    /// <param name="output">Written forward only; left open.</param>
    /// <param name="sheet">The name of the sheet: at most 31 characters.</param>
    /// <param name="columns">The header, frozen and with filters.</param>
    /// <param name="rows">One cell for each column.</param>
    /// <param name="cancellationToken">Ends the writing; the output is then no workbook.</param>
    public static async Task<int> WriteAsync(
        Stream output,
        string sheet,
        IReadOnlyList<SheetColumn> columns,
        IAsyncEnumerable<IReadOnlyList<SheetCell>> rows,
        CancellationToken cancellationToken)
    {
        var count = 0;
        await using var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await using (var entry = await archive.CreateEntry(SheetPart, CompressionLevel.Fastest).OpenAsync(cancellationToken))
        {
            using var writer = OpenXmlWriter.Create(entry);
            Begin(writer, columns);
            await foreach (var row in rows.WithCancellation(cancellationToken))
            {
                Row(writer, columns, row);
                count++;
            }

            End(writer, columns.Count, count);
        }

        using var workbook = new MemoryStream(Workbook(sheet));
        await using var source = await ZipArchive.CreateAsync(workbook, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, cancellationToken);
        foreach (var part in source.Entries.Where(e => e.FullName != SheetPart))
        {
            await using var from = await part.OpenAsync(cancellationToken);
            await using var to = await archive.CreateEntry(part.FullName).OpenAsync(cancellationToken);
            await from.CopyToAsync(to, cancellationToken);
        }

        return count;
    }

    private static void Begin(OpenXmlWriter writer, IReadOnlyList<SheetColumn> columns)
    {
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        writer.WriteElement(new SheetViews(new SheetView(
            new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
        {
            WorkbookViewId = 0,
        }));
        var widths = new Columns();
        for (var i = 0; i < columns.Count; i++)
        {
            var index = (uint)(i + 1);
            widths.Append(new Column { Min = index, Max = index, Width = columns[i].FullWidth, CustomWidth = true });
        }

        writer.WriteElement(widths);
        writer.WriteStartElement(new SheetData());
        writer.WriteStartElement(new Row { Height = (columns.Max(c => c.HeadLines) * LineHeight) + RowMargin, CustomHeight = true });
        foreach (var column in columns)
        {
            Text(writer, column.Head, HeadStyle);
        }

        writer.WriteEndElement();
    }

    private static void End(OpenXmlWriter writer, int columns, int rows)
    {
        writer.WriteEndElement();
        writer.WriteElement(new AutoFilter { Reference = $"A1:{ColumnName(columns)}{rows + 1}" });

        // Printed, all columns stand beside each other on A3, and on as many pages below as it takes.
        writer.WriteElement(new PageMargins { Left = 0.3, Right = 0.3, Top = 0.4, Bottom = 0.4, Header = 0.2, Footer = 0.2 });
        writer.WriteElement(new PageSetup { PaperSize = 8, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        writer.WriteEndElement();
    }

    // The height is said, because not every program finds it by itself.
    private static void Row(OpenXmlWriter writer, IReadOnlyList<SheetColumn> columns, IReadOnlyList<SheetCell> row)
    {
        var lines = columns.Zip(row, (column, cell) => cell is SheetCell.Words words ? column.LinesOf(words.Text) : 1).Max();
        writer.WriteStartElement(new Row { Height = Math.Min((lines * LineHeight) + RowMargin, HighestRow), CustomHeight = true });
        foreach (var cell in row)
        {
            switch (cell)
            {
                case SheetCell.Words { Text: "" }:
                    writer.WriteElement(new Cell());
                    break;
                case SheetCell.Words words:
                    Text(writer, words.Text, LooksLikeFormula(words.Text) ? QuotedStyle : TextStyle);
                    break;
                case SheetCell.Number number:
                    Value(writer, number.Value.ToString(CultureInfo.InvariantCulture), number.OneDecimal ? DecimalStyle : NumberStyle);
                    break;
                case SheetCell.Day day:
                    Value(writer, (day.Date.DayNumber - Epoch.DayNumber).ToString(CultureInfo.InvariantCulture), DayStyle);
                    break;
            }
        }

        writer.WriteEndElement();
    }

    private static void Text(OpenXmlWriter writer, string text, uint style)
    {
        var clean = TypedText.Clean(text);
        clean = clean.Length <= LongestText ? clean : clean[..(char.IsHighSurrogate(clean[LongestText - 1]) ? LongestText - 1 : LongestText)];
        writer.WriteElement(new Cell(new InlineString(new Text(Escaped(clean)) { Space = SpaceProcessingModeValues.Preserve }))
        {
            DataType = CellValues.InlineString,
            StyleIndex = style,
        });
    }

    private static void Value(OpenXmlWriter writer, string number, uint style) =>
        writer.WriteElement(new Cell(new CellValue(number)) { DataType = CellValues.Number, StyleIndex = style });

    /// <summary>
    /// An inline string is never a formula. Whoever saves the sheet as CSV, or edits such a cell, is kept safe by the mark that Excel
    /// itself sets for a leading apostrophe.
    /// </summary>
    private static bool LooksLikeFormula(string text)
    {
        // Of the text as it is written: what is taken out of it hides nothing. A CSV may lose what cannot be seen.
        var start = TypedText.Clean(text).AsSpan().TrimStart(" \u00A0\u3000\u200B\u200E\u200F\u2060\uFEFF");
        return start.Length > 0 && start[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';
    }

    // "_x000A_" typed by a person would be read as a line end (ECMA-376, 22.9.2.19).
    private static string Escaped(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? System.Text.RegularExpressions.Regex.Replace(text, "_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))
        : text;

    private static string ColumnName(int number)
    {
        var name = "";
        for (var rest = number; rest > 0; rest = (rest - 1) / 26)
        {
            name = (char)('A' + ((rest - 1) % 26)) + name;
        }

        return name;
    }

    private static byte[] Workbook(string sheet)
    {
        using var stream = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = package.AddWorkbookPart();
            workbook.Workbook = new Workbook(
                new Sheets(new Sheet { Name = sheet, SheetId = 1, Id = "rIdSheet" }),
                new DefinedNames(new DefinedName($"'{sheet.Replace("'", "''", StringComparison.Ordinal)}'!$1:$1")
                {
                    Name = "_xlnm.Print_Titles",
                    LocalSheetId = 0,
                }));
            workbook.AddNewPart<WorksheetPart>("rIdSheet").Worksheet = new Worksheet(new SheetData());
            workbook.AddNewPart<WorkbookStylesPart>("rIdStyles").Stylesheet = Styles();
        }

        return stream.ToArray();
    }

    private static Alignment OnTop() => new() { WrapText = true, Vertical = VerticalAlignmentValues.Top };

    // Beside a text, a number at the right edge of its cell reads as its first word.
    private static Alignment InTheMiddle() => new() { Horizontal = HorizontalAlignmentValues.Center, Vertical = VerticalAlignmentValues.Top };

    private static Stylesheet Styles() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = 164, FormatCode = "yyyy\\-mm\\-dd" },
            new NumberingFormat { NumberFormatId = 165, FormatCode = "0.0" })
        {
            Count = 2,
        },
        new Fonts(
            new Font(new FontSize { Val = 10 }, new FontName { Val = "Arial" }),
            new Font(new Bold(), new FontSize { Val = 10 }, new FontName { Val = "Arial" }))
        {
            Count = 2,
        },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE8EEF9" }) { PatternType = PatternValues.Solid }))
        {
            Count = 3,
        },
        new Borders(new Border()) { Count = 1 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(
            new CellFormat(OnTop()) { FontId = 0, ApplyFont = true, ApplyAlignment = true },
            new CellFormat(OnTop())
            {
                FontId = 1,
                FillId = 2,
                ApplyFont = true,
                ApplyFill = true,
                ApplyAlignment = true,
            },
            new CellFormat(InTheMiddle()) { FontId = 0, NumberFormatId = 164, ApplyFont = true, ApplyNumberFormat = true, ApplyAlignment = true },
            new CellFormat(InTheMiddle()) { FontId = 0, NumberFormatId = 165, ApplyFont = true, ApplyNumberFormat = true, ApplyAlignment = true },
            new CellFormat(OnTop()) { FontId = 0, QuotePrefix = true, ApplyFont = true, ApplyAlignment = true },
            new CellFormat(InTheMiddle()) { FontId = 0, ApplyFont = true, ApplyAlignment = true })
        {
            Count = 6,
        });
}
