using System.Collections.Immutable;
using DocumentFormat.OpenXml.Wordprocessing;

namespace IML.RbaBot.Export.Documents;

/// <summary>The tables of a document. No row is cut by the end of a page that need not be.</summary>
internal sealed partial class WordDocument
{
    // A row of at most so many characters stays on one page; a longer one may be longer than a page.
    private const int LongestWholeRow = 1000;

    // A short table of facts is not torn apart either.
    private const int MostRowsKept = 10;

    /// <summary>A box with a coloured edge. The colour repeats what the words say.</summary>
    /// <param name="lines">The first is larger.</param>
    /// <param name="fill">Six hexadecimal digits, light enough for black text.</param>
    public void Box(ImmutableArray<string> lines, string fill)
    {
        var cell = new TableCell(new TableCellProperties(
            new TableCellWidth { Width = $"{TextWidth}", Type = TableWidthUnitValues.Dxa },
            new Shading { Val = ShadingPatternValues.Clear, Fill = fill },
            new TableCellMargin(
                new TopMargin { Width = "140", Type = TableWidthUnitValues.Dxa },
                new StartMargin { Width = "200", Type = TableWidthUnitValues.Dxa },
                new BottomMargin { Width = "100", Type = TableWidthUnitValues.Dxa },
                new EndMargin { Width = "200", Type = TableWidthUnitValues.Dxa })));
        for (var i = 0; i < lines.Length; i++)
        {
            cell.Append(ParagraphOf(null, lines[i], i == 0 ? new RunLook(Bold: true, HalfPoints: 28) : default));
        }

        Append(new Table(Properties(lines[0], firstRow: false), Grid([100]), new TableRow(cell)));
    }

    /// <summary>Facts in two columns; the names are the header of their rows.</summary>
    /// <param name="description">What the table holds, for a screen reader.</param>
    /// <param name="facts">At least one.</param>
    public void Facts(string description, IEnumerable<DocumentFact> facts)
    {
        var table = new Table(Properties(description, firstRow: false), Grid([30, 70]));
        var all = facts.ToArray();
        foreach (var fact in all)
        {
            var row = RowOf(fact.Name.Length + fact.Value.Length);
            row.Append(
                Cell(30, [ParagraphOf(WordStyles.CellHead, fact.Name)]),
                Cell(70, fact.Link is { } link ? [LinkParagraph(fact.Value, link)] : CellLines(fact.Value)));
            table.Append(row);
        }

        if (all.Length <= MostRowsKept && all.Sum(f => f.Name.Length + f.Value.Length) <= LongestWholeRow)
        {
            Keep(table.Elements<TableRow>().SkipLast(1));
        }

        Append(table);
    }

    /// <summary>A table with a header row that is repeated on every page.</summary>
    /// <param name="description">What the table holds, for a screen reader.</param>
    /// <param name="columns">Their shares add up to 100.</param>
    /// <param name="rows">One text for each column.</param>
    public void Rows(string description, ImmutableArray<DocumentColumn> columns, IEnumerable<ImmutableArray<string>> rows)
    {
        var table = new Table(Properties(description, firstRow: true), Grid([.. columns.Select(c => c.Share)]));
        var head = new TableRow(new TableRowProperties(new CantSplit(), new TableHeader()));
        head.Append(columns.Select(c => Cell(c.Share, [ParagraphOf(WordStyles.CellHead, c.Head)])));
        Keep([head]);
        table.Append(head);
        foreach (var row in rows)
        {
            var line = RowOf(row.Sum(text => text.Length));
            line.Append(row.Select((text, i) => Cell(columns[i].Share, CellLines(text))));
            table.Append(line);
        }

        Append(table);
    }

    /// <summary>A table, and a little air below it: two tables in a row would flow into one.</summary>
    private void Append(Table table) =>
        body.Append(table, new Paragraph(new ParagraphProperties(new SpacingBetweenLines { After = "0", Line = "200", LineRule = LineSpacingRuleValues.Exact })));

    /// <summary>Rows that stay on the page of the row after them.</summary>
    private static void Keep(IEnumerable<TableRow> rows)
    {
        foreach (var layout in rows.SelectMany(r => r.Descendants<ParagraphProperties>()))
        {
            layout.KeepNext = new KeepNext();
        }
    }

    /// <summary>A row that stays on one page, unless it has so many characters that it may be longer than a page.</summary>
    private static TableRow RowOf(int characters) =>
        characters <= LongestWholeRow ? new TableRow(new TableRowProperties(new CantSplit())) : new TableRow();

    private TableProperties Properties(string description, bool firstRow)
    {
        description = TypedText.Clean(description);
        var properties = new TableProperties(new TableStyle { Val = firstRow ? WordStyles.Table : WordStyles.FactTable });
        if (direction == ReadingDirection.RightToLeft)
        {
            properties.Append(new BiDiVisual());
        }

        properties.Append(
            new TableWidth { Width = $"{TextWidth}", Type = TableWidthUnitValues.Dxa },

            // Fixed, so that a word of 1,500 letters is broken and does not push the other columns off the page.
            new TableLayout { Type = TableLayoutValues.Fixed },
            new TableLook { FirstRow = firstRow, LastRow = false, FirstColumn = false, LastColumn = false, NoHorizontalBand = true, NoVerticalBand = true },
            new TableCaption { Val = description },
            new TableDescription { Val = description });
        return properties;
    }

    private static TableGrid Grid(ImmutableArray<int> shares)
    {
        var grid = new TableGrid();
        grid.Append(shares.Select(share => new GridColumn { Width = $"{TextWidth * share / 100}" }));
        return grid;
    }

    /// <summary>A paragraph for each line, so that each reads in its own direction.</summary>
    private IEnumerable<Paragraph> CellLines(string text) =>
        TypedText.Clean(text).Split('\n').Select(line => ParagraphOf(WordStyles.CellText, line));

    private static TableCell Cell(int share, IEnumerable<Paragraph> paragraphs)
    {
        var cell = new TableCell(
            new TableCellProperties(new TableCellWidth { Width = $"{TextWidth * share / 100}", Type = TableWidthUnitValues.Dxa }));
        cell.Append(paragraphs);
        return cell;
    }
}
