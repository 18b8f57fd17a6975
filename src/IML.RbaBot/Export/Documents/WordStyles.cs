using DocumentFormat.OpenXml.Wordprocessing;

namespace IML.RbaBot.Export.Documents;

/// <summary>The styles of the documents: real headings, so that a reader can jump and a screen reader can list them.</summary>
internal static class WordStyles
{
    public const string Title = "Title";
    public const string Subtitle = "Subtitle";
    public const string Small = "Small";
    public const string Label = "Label";
    public const string Typed = "Typed";
    public const string Line = "ListBullet";
    public const string Table = "ScreeningTable";
    public const string FactTable = "ScreeningFacts";
    public const string Link = "Hyperlink";
    public const string Header = "Header";
    public const string Footer = "Footer";
    public const string CellText = "CellText";
    public const string CellHead = "CellHead";

    // IOM's blue; the words beside a colour always say the same.
    public const string Blue = "0033A0";
    private const string Grey = "595959";
    private const string Font = "Arial";

    public static string Heading(int level) => $"Heading{level}";

    /// <param name="language">Of the document, for example <c>en-GB</c>.</param>
    public static Styles Of(string language) => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = Font, HighAnsi = Font, ComplexScript = Font, EastAsia = Font },
                new FontSize { Val = "20" },
                new FontSizeComplexScript { Val = "22" },
                new Languages { Val = language, Bidi = "ar-SA", EastAsia = "zh-CN" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(
                new SpacingBetweenLines { After = "100", Line = "264", LineRule = LineSpacingRuleValues.Auto }))),
        Paragraph("Normal", "Normal", null, null, null),
        Paragraph(Title, "Title", new Look(40, Blue, Bold: true), new Spacing(0, 60), null),
        Paragraph(Subtitle, "Subtitle", new Look(28, null, Bold: false), new Spacing(0, 160), null),
        Paragraph(Heading(1), "heading 1", new Look(30, Blue, Bold: true), new Spacing(360, 120), 0),
        Paragraph(Heading(2), "heading 2", new Look(24, Blue, Bold: true), new Spacing(280, 100), 1),
        Paragraph(Heading(3), "heading 3", new Look(21, null, Bold: true), new Spacing(200, 60), 2),
        Paragraph(Small, "Small", new Look(17, Grey, Bold: false), new Spacing(0, 60), null),
        Paragraph(Label, "Label", new Look(17, Grey, Bold: true), new Spacing(60, 20), null, keepNext: true),
        Paragraph(Typed, "Typed", null, new Spacing(0, 80), null, indent: "284"),
        Paragraph(CellText, "Cell text", new Look(18, null, Bold: false), new Spacing(20, 20), null),
        Paragraph(CellHead, "Cell head", new Look(18, null, Bold: true), new Spacing(20, 20), null),
        Paragraph(Line, "List Bullet", null, new Spacing(0, 60), null, bullet: true),
        Paragraph(Header, "header", new Look(16, Grey, Bold: false), new Spacing(0, 0), null),
        Paragraph(Footer, "footer", new Look(16, Grey, Bold: false), new Spacing(0, 0), null),
        new Style(
            new StyleName { Val = "Hyperlink" },
            new StyleRunProperties(new Color { Val = "0563C1" }, new Underline { Val = UnderlineValues.Single }))
        {
            Type = StyleValues.Character,
            StyleId = Link,
        },
        TableStyle(FactTable, "Screening facts", hasHead: false),
        TableStyle(Table, "Screening table", hasHead: true));

    private sealed record Look(int HalfPoints, string? Color, bool Bold);

    private sealed record Spacing(int Before, int After);

    private static Style Paragraph(
        string id, string name, Look? look, Spacing? spacing, int? outline, bool keepNext = false, string? indent = null, bool bullet = false)
    {
        var style = new Style { Type = StyleValues.Paragraph, StyleId = id, Default = id == "Normal" ? true : null };
        style.Append(new StyleName { Val = name });
        if (id != "Normal")
        {
            style.Append(new BasedOn { Val = "Normal" });
        }

        style.Append(new PrimaryStyle());
        var paragraph = new StyleParagraphProperties();
        if (keepNext || outline is not null)
        {
            paragraph.Append(new KeepNext(), new KeepLines());
        }

        if (bullet)
        {
            paragraph.Append(new NumberingProperties(new NumberingLevelReference { Val = 0 }, new NumberingId { Val = 1 }));
        }

        if (spacing is not null)
        {
            paragraph.Append(new SpacingBetweenLines { Before = $"{spacing.Before}", After = $"{spacing.After}" });
        }

        if (indent is not null)
        {
            paragraph.Append(new Indentation { Start = indent });
        }

        if (outline is { } level)
        {
            paragraph.Append(new OutlineLevel { Val = level });
        }

        style.Append(paragraph);
        if (look is not null)
        {
            style.Append(RunLook(look));
        }

        return style;
    }

    private static StyleRunProperties RunLook(Look look)
    {
        var run = new StyleRunProperties();
        if (look.Bold)
        {
            run.Append(new Bold(), new BoldComplexScript());
        }

        if (look.Color is { } color)
        {
            run.Append(new Color { Val = color });
        }

        run.Append(new FontSize { Val = $"{look.HalfPoints}" }, new FontSizeComplexScript { Val = $"{look.HalfPoints + 2}" });
        return run;
    }

    // Two styles, because LibreOffice shows the first row of a table as its style says, whatever the table itself says.
    private static Style TableStyle(string id, string name, bool hasHead)
    {
        var style = new Style(
            new StyleName { Val = name },
            new PrimaryStyle(),
            new StyleTableProperties(
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 4, Color = "A6A6A6" },
                    new StartBorder { Val = BorderValues.None },
                    new BottomBorder { Val = BorderValues.Single, Size = 4, Color = "A6A6A6" },
                    new EndBorder { Val = BorderValues.None },
                    new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4, Color = "D9D9D9" },
                    new InsideVerticalBorder { Val = BorderValues.None }),
                new TableCellMarginDefault(
                    new TopMargin { Width = "40", Type = TableWidthUnitValues.Dxa },
                    new StartMargin { Width = "90", Type = TableWidthUnitValues.Dxa },
                    new BottomMargin { Width = "40", Type = TableWidthUnitValues.Dxa },
                    new EndMargin { Width = "90", Type = TableWidthUnitValues.Dxa })))
        {
            Type = StyleValues.Table,
            StyleId = id,
            CustomStyle = true,
        };
        if (hasHead)
        {
            style.Append(new TableStyleProperties(
                new TableStyleConditionalFormattingTableCellProperties(new Shading { Val = ShadingPatternValues.Clear, Fill = "E8EEF9" }))
            {
                Type = TableStyleOverrideValues.FirstRow,
            });
        }

        return style;
    }
}
