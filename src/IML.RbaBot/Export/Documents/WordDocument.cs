using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace IML.RbaBot.Export.Documents;

/// <summary>What a document says about itself.</summary>
/// <param name="Title">In its properties, where search and screen readers look.</param>
/// <param name="Subject">The reference.</param>
/// <param name="Culture">Its language, and how numbers and dates are written.</param>
/// <param name="RunningHead">At the top of each page but the first.</param>
/// <param name="PageOf">The foot of each page, with <c>{page}</c> and <c>{pages}</c>.</param>
/// <param name="Created">When the assessment changed last, never the clock: the same content gives the same document.</param>
internal sealed record DocumentProperties(
    string Title, string Subject, CultureInfo Culture, string RunningHead, string PageOf, DateTimeOffset Created);

/// <summary>A row of facts: what, and its value. Each value is text that may have been typed.</summary>
internal readonly record struct DocumentFact(string Name, string Value, string? Link = null);

/// <summary>A column of a table.</summary>
/// <param name="Head">The header cell.</param>
/// <param name="Share">Of the text's width, in percent.</param>
internal readonly record struct DocumentColumn(string Head, int Share);

/// <summary>
/// Writes one DOCX from top to bottom. All text goes in literally; right-to-left text is set right-to-left, in a document of either
/// direction.
/// </summary>
internal sealed partial class WordDocument : IDisposable
{
    // A4 with margins of 2 cm: 17 cm of text, in twentieths of a point.
    private const int PageWidth = 11906;
    private const int PageHeight = 16838;
    private const int Margin = 1134;
    private const int TextWidth = PageWidth - (2 * Margin);

    private readonly MemoryStream stream = new();
    private readonly WordprocessingDocument package;
    private readonly MainDocumentPart main;
    private readonly Body body = new();
    private readonly DocumentProperties properties;
    private readonly ReadingDirection direction;
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);

    public WordDocument(DocumentProperties properties)
    {
        this.properties = properties;
        direction = properties.Culture.TextInfo.IsRightToLeft ? ReadingDirection.RightToLeft : ReadingDirection.LeftToRight;
        package = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document);
        main = package.AddMainDocumentPart();
        main.Document = new Document(body);
        main.AddNewPart<StyleDefinitionsPart>().Styles = WordStyles.Of(properties.Culture.Name);
        main.AddNewPart<NumberingDefinitionsPart>().Numbering = Bullets();
        main.AddNewPart<DocumentSettingsPart>().Settings = new Settings(
            new Compatibility(new CompatibilitySetting
            {
                Name = CompatSettingNameValues.CompatibilityMode,
                Uri = "http://schemas.microsoft.com/office/word",
                Val = "15",
            }),
            new ThemeFontLanguages { Val = properties.Culture.Name, Bidi = "ar-SA" });
        package.PackageProperties.Title = TypedText.Clean(properties.Title);
        package.PackageProperties.Subject = properties.Subject;
        package.PackageProperties.Language = properties.Culture.Name;
        package.PackageProperties.Creator = "IML.RbaBot";
        package.PackageProperties.Created = package.PackageProperties.Modified = properties.Created.UtcDateTime;
    }

    public void Heading(int level, string text) => body.Append(ParagraphOf(WordStyles.Heading(level), text));

    public void Add(string text, string? style = null) => body.Append(ParagraphOf(style, text));

    /// <summary>A paragraph that stays on the page of what follows it.</summary>
    public void Lead(string text, string? style = null)
    {
        Add(text, style);
        KeepWithNext();
    }

    /// <summary>What was written last, unless it is a table, ends on the page on which the next begins.</summary>
    public void KeepWithNext()
    {
        if (body.LastChild is not Paragraph { ParagraphProperties: { } layout } || layout.KeepNext is not null)
        {
            return;
        }

        layout.KeepNext = new KeepNext();
    }

    public void Strong(string text) => body.Append(ParagraphOf(null, text, new RunLook(Bold: true, HalfPoints: null)));

    /// <summary>A label and, below it, what was typed.</summary>
    public void Labelled(string label, string typed)
    {
        Add(label, WordStyles.Label);
        Add(typed, WordStyles.Typed);
    }

    public void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            body.Append(ParagraphOf(WordStyles.Line, line));
        }
    }

    public void PageBreak() => body.Append(new Paragraph(new Run(new Break { Type = BreakValues.Page })));

    /// <summary>The finished document.</summary>
    public byte[] ToArray()
    {
        var header = main.AddNewPart<HeaderPart>();
        header.Header = new Header(ParagraphOf(WordStyles.Header, properties.RunningHead));
        var firstHeader = main.AddNewPart<HeaderPart>();
        firstHeader.Header = new Header(ParagraphOf(WordStyles.Header, ""));
        var footer = main.AddNewPart<FooterPart>();
        footer.Footer = new Footer(PageLine());
        var firstFooter = main.AddNewPart<FooterPart>();
        firstFooter.Footer = new Footer(PageLine());
        var section = new SectionProperties(
            new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(header) },
            new HeaderReference { Type = HeaderFooterValues.First, Id = main.GetIdOfPart(firstHeader) },
            new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(footer) },
            new FooterReference { Type = HeaderFooterValues.First, Id = main.GetIdOfPart(firstFooter) },
            new PageSize { Width = PageWidth, Height = PageHeight },
            new PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = 567, Footer = 567, Gutter = 0 },
            new TitlePage());
        if (direction == ReadingDirection.RightToLeft)
        {
            section.Append(new BiDi());
        }

        body.Append(section);
        package.Dispose();
        return stream.ToArray();
    }

    public void Dispose()
    {
        package.Dispose();
        stream.Dispose();
    }

    private readonly record struct RunLook(bool Bold, int? HalfPoints);

    private Paragraph ParagraphOf(string? style, string text, RunLook look = default)
    {
        var properties = new ParagraphProperties();
        if (style is not null)
        {
            properties.Append(new ParagraphStyleId { Val = style });
        }

        var clean = TypedText.Clean(text);
        var of = TypedText.DirectionOf(clean, direction);
        if (of == ReadingDirection.RightToLeft)
        {
            properties.Append(new BiDi());
        }

        var paragraph = new Paragraph(properties);
        paragraph.Append(Runs(clean, of, look, null));
        return paragraph;
    }

    private Paragraph LinkParagraph(string text, string link)
    {
        if (!Uri.TryCreate(link, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
        {
            return ParagraphOf(WordStyles.CellText, text);
        }

        if (!links.TryGetValue(link, out var id))
        {
            links[link] = id = main.AddHyperlinkRelationship(uri, isExternal: true).Id;
        }

        var clean = TypedText.Clean(text);
        var of = TypedText.DirectionOf(clean, direction);
        var hyperlink = new Hyperlink { Id = id };
        hyperlink.Append(Runs(clean, of, default, WordStyles.Link));
        return new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.CellText }), hyperlink);
    }

    private static IEnumerable<Run> Runs(string clean, ReadingDirection paragraph, RunLook look, string? characterStyle)
    {
        var first = true;
        foreach (var line in clean.Split('\n'))
        {
            if (!first)
            {
                yield return new Run(new Break());
            }

            first = false;
            foreach (var stretch in TypedText.Stretches(line, paragraph))
            {
                yield return RunOf(stretch, look, characterStyle);
            }
        }
    }

    private static Run RunOf(Stretch stretch, RunLook look, string? characterStyle)
    {
        var properties = new RunProperties();
        if (characterStyle is not null)
        {
            properties.Append(new RunStyle { Val = characterStyle });
        }

        if (look.Bold)
        {
            properties.Append(new Bold(), new BoldComplexScript());
        }

        if (look.HalfPoints is { } size)
        {
            properties.Append(new FontSize { Val = $"{size}" }, new FontSizeComplexScript { Val = $"{size}" });
        }

        if (stretch.Direction == ReadingDirection.RightToLeft)
        {
            properties.Append(new RightToLeftText());
        }

        var run = new Run();
        if (properties.HasChildren)
        {
            run.Append(properties);
        }

        var pieces = stretch.Text.Split('\t');
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i > 0)
            {
                run.Append(new TabChar());
            }

            if (pieces[i].Length > 0)
            {
                run.Append(new Text(pieces[i]) { Space = SpaceProcessingModeValues.Preserve });
            }
        }

        return run;
    }

    private Paragraph PageLine()
    {
        var layout = new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Footer });
        if (direction == ReadingDirection.RightToLeft)
        {
            layout.Append(new BiDi());
        }

        layout.Append(new Justification { Val = JustificationValues.End });
        var paragraph = new Paragraph(layout);
        var words = properties.PageOf.Replace("{page}", "\u0001", StringComparison.Ordinal).Replace("{pages}", "\u0002", StringComparison.Ordinal);
        var text = "";
        foreach (var c in words)
        {
            if (c is not ('\u0001' or '\u0002'))
            {
                text += c;
                continue;
            }

            paragraph.Append(new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
            paragraph.Append(new SimpleField(new Run(new Text("1"))) { Instruction = c == '\u0001' ? "PAGE" : "NUMPAGES" });
            text = "";
        }

        paragraph.Append(new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
        return paragraph;
    }

    private static Numbering Bullets() => new(
        new AbstractNum(
            new MultiLevelType { Val = MultiLevelValues.SingleLevel },
            new Level(
                new NumberingFormat { Val = NumberFormatValues.Bullet },
                new LevelText { Val = "•" },
                new LevelJustification { Val = LevelJustificationValues.Left },
                new PreviousParagraphProperties(new Indentation { Start = "340", Hanging = "227" }))
            {
                LevelIndex = 0,
            })
        {
            AbstractNumberId = 1,
        },
        new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 1 });
}
