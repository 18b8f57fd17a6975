using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Export.Documents;
using IML.RbaBot.Tests.Cards;

namespace IML.RbaBot.Tests.Export;

public sealed class DocumentTests
{
    public static TheoryData<string, bool> Documents()
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in ExportWorld.Examples.Concat(ExportWorld.Hostile.Select(h => h.Name)))
        {
            data.Add(name, false);
            data.Add(name, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_is_valid_for_Word_whatever_was_typed(string name, bool reviewed)
    {
        var content = ExportWorld.Content(Named(name, reviewed));

        Assert.Empty(Faults(AssessmentDocument.Write(content)));
        Assert.Empty(Faults(AnnexDocument.Write(content)));
    }

    [Theory]
    [InlineData("markdown")]
    [InlineData("mention")]
    [InlineData("formula")]
    [InlineData("one-word")]
    [InlineData("arabic")]
    [InlineData("emoji")]
    [InlineData("underscores")]
    public void What_was_typed_appears_literally_and_whole(string name)
    {
        var typed = ExportWorld.Hostile.Single(h => h.Name == name).Text;

        var paragraphs = Paragraphs(AssessmentDocument.Write(ExportWorld.Content(Named(name, reviewed: true))));

        Assert.Contains(typed, paragraphs);
    }

    [Fact]
    public void A_name_with_characters_that_XML_cannot_hold_is_in_the_description_of_its_table_without_them()
    {
        var reviewed = ExportWorld.Reviewed(ExportWorld.Submitted("reception-centre"));
        var decided = (AssessmentState.ClearedWithConditions)reviewed.State;
        var assessment = reviewed with { State = decided with { Reviewer = decided.Reviewer with { Name = "Fa\u0001tou\uD800" } } };

        var bytes = AssessmentDocument.Write(ExportWorld.Content(assessment));

        Assert.Contains(Paragraphs(bytes), p => p.Contains("Fatou", StringComparison.Ordinal));
    }

    [Fact]
    public void Control_characters_are_removed_and_the_rest_survives()
    {
        var typed = ExportWorld.Hostile.Single(h => h.Name == "control").Text;

        var paragraphs = Paragraphs(AssessmentDocument.Write(ExportWorld.Content(ExportWorld.Hostilely(typed))));

        Assert.Contains("abcdef\nghi\u202Ej\nk", paragraphs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_main_document_never_holds_what_the_annex_is_for(bool reviewed)
    {
        const string Comment = "Sources-that-nobody-else-may-read";
        var sheet = CardWorld.Example("reception-centre.json").With(
            new QuestionId("A4"), new Answer(new AnswerValue.Choice(new OptionId("not-checked")), Comment, "Evidence-of-conduct"));
        sheet = sheet.With(new QuestionId("A4"), new FlagResponse(3, 2, null, "Measure-on-conduct", "Owner-of-conduct", new DateOnly(2027, 1, 1), "no cost"));
        var submitted = CardWorld.In(CardWorld.Draft(sheet), r => new AssessmentState.Submitted(CardWorld.Now, r));
        var assessment = reviewed ? ExportWorld.Reviewed(submitted, text => $"Reviewed-{text}") : submitted;
        var label = CardWorld.Catalog.Current("rba-migof-p1")!.Text("en").Option(
            assessment.Questionnaire[new QuestionId("A4")], new OptionId("not-checked"));
        string[] restricted =
        [
            Comment, "Evidence-of-conduct", "Measure-on-conduct", "Owner-of-conduct", label,
            .. reviewed ? (string[])["Reviewed-Note for the file", "Reviewed-Which reports", "Reviewed-The two of last year", "Reviewed-Does the waiting room", "Reviewed-The ministry confirmed"] : [],
        ];

        var main = string.Join('\n', Paragraphs(AssessmentDocument.Write(ExportWorld.Content(assessment))));
        var annex = string.Join('\n', Paragraphs(AnnexDocument.Write(ExportWorld.Content(assessment))));

        Assert.All(restricted, text => Assert.DoesNotContain(text, main, StringComparison.Ordinal));
        Assert.All(restricted, text => Assert.Contains(text, annex, StringComparison.Ordinal));
        Assert.Contains("A4", main, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_asked_question_is_there_with_answer_evidence_and_legal_basis_and_no_other()
    {
        var assessment = ExportWorld.Submitted("reception-centre");
        var route = CardWorld.RouteOf(assessment);

        var headings = Styled(AssessmentDocument.Write(ExportWorld.Content(assessment)), WordStyles.Heading(3));

        Assert.Equal(
            route.Asked.Select(q => q.Id.Value),
            headings.Select(h => h.Split(' ')[0]));
    }

    [Fact]
    public void Text_of_a_right_to_left_script_is_set_right_to_left_and_the_rest_of_its_line_is_not()
    {
        var typed = ExportWorld.Hostile.Single(h => h.Name == "arabic").Text;
        using var stream = new MemoryStream(AssessmentDocument.Write(ExportWorld.Content(ExportWorld.Hostilely(typed))));
        using var package = WordprocessingDocument.Open(stream, false);

        var paragraphs = package.MainDocumentPart!.Document!.Body!.Descendants<Paragraph>().Where(p => TextOf(p) == typed).ToArray();

        Assert.NotEmpty(paragraphs);
        Assert.All(paragraphs, p => Assert.NotNull(p.ParagraphProperties?.BiDi));
        var runs = paragraphs[0].Elements<Run>().Select(r => (r.InnerText, RightToLeft: r.RunProperties?.RightToLeftText is not null)).ToArray();
        Assert.Contains(runs, r => r is { InnerText: "see section 3.2 – ", RightToLeft: false });
        Assert.Equal([true, false, true], runs.Select(r => r.RightToLeft));
    }

    [Fact]
    public void A_document_says_its_language_title_and_pages_and_repeats_the_heads_of_its_tables()
    {
        using var stream = new MemoryStream(AssessmentDocument.Write(ExportWorld.Content(ExportWorld.Submitted("reception-centre"))));
        using var package = WordprocessingDocument.Open(stream, false);
        var main = package.MainDocumentPart!;

        Assert.Contains("Reception centre", package.PackageProperties.Title, StringComparison.Ordinal);
        Assert.Equal("en-GB", package.PackageProperties.Language);
        Assert.Equal("en-GB", main.StyleDefinitionsPart!.Styles!.Descendants<Languages>().First().Val);
        Assert.All(main.FooterParts, f => Assert.Equal(
            ["PAGE", "NUMPAGES"], f.Footer!.Descendants<SimpleField>().Select(field => field.Instruction!.Value)));
        var tables = main.Document!.Body!.Elements<Table>().ToArray();
        Assert.All(tables, t => Assert.False(string.IsNullOrEmpty(t.Descendants<TableDescription>().First().Val)));
        Assert.All(
            tables.Where(t => t.Descendants<TableLook>().First().FirstRow?.Value == true),
            t => Assert.NotNull(t.Elements<TableRow>().First().TableRowProperties?.GetFirstChild<TableHeader>()));
        Assert.Equal(CardWorld.Now.UtcDateTime, package.PackageProperties.Modified?.ToUniversalTime());
    }

    [Theory]
    [InlineData("reception-centre")]
    [InlineData("mention")]
    public void A_row_of_a_table_is_never_cut_by_the_end_of_a_page_unless_it_may_be_longer_than_one(string name)
    {
        using var stream = new MemoryStream(AssessmentDocument.Write(ExportWorld.Content(Named(name, reviewed: true))));
        using var package = WordprocessingDocument.Open(stream, false);

        var rows = package.MainDocumentPart!.Document!.Body!.Elements<Table>()
            .SelectMany(t => t.Elements<TableRow>())
            .Where(r => r.InnerText.Length < 500 && r.Elements<TableCell>().Count() > 1)
            .ToArray();

        Assert.True(rows.Length > 20, $"Only {rows.Length} rows.");
        Assert.All(rows, r => Assert.NotNull(r.TableRowProperties?.GetFirstChild<CantSplit>()));
    }

    [Fact]
    public void An_answer_stays_on_the_page_of_its_legal_basis()
    {
        using var stream = new MemoryStream(AssessmentDocument.Write(ExportWorld.Content(Named("markdown", reviewed: true))));
        using var package = WordprocessingDocument.Open(stream, false);

        var bases = package.MainDocumentPart!.Document!.Body!.Elements<Paragraph>()
            .Where(p => p.InnerText.StartsWith("Legal basis:", StringComparison.Ordinal))
            .Select(p => p.PreviousSibling<Paragraph>()!)
            .ToArray();

        Assert.True(bases.Length > 30, $"Only {bases.Length} answers.");
        Assert.All(bases, before => Assert.NotNull(before.ParagraphProperties?.KeepNext));
        var lists = package.MainDocumentPart.Document.Body.Elements<Paragraph>().Where(p => p.InnerText == "Answers:").ToArray();
        Assert.NotEmpty(lists);
        Assert.All(lists, head => Assert.NotNull(head.ParagraphProperties?.KeepNext));
    }

    [Fact]
    public void The_measure_for_a_restricted_answer_is_in_the_plan_by_name_and_only_in_the_annex_by_its_words()
    {
        var sheet = CardWorld.Example("law-reform.json").With(
            new QuestionId("A4"), new Answer(new AnswerValue.Choice(new OptionId("not-checked")), "Nothing was read yet.", null));
        sheet = sheet.With(new QuestionId("A4"), new FlagResponse(3, 2, null, "Read the two reports", "Head of programme", new DateOnly(2027, 1, 1), "no cost"));
        var submitted = CardWorld.In(CardWorld.Draft(sheet), r => new AssessmentState.Submitted(CardWorld.Now, r));

        var main = Paragraphs(AssessmentDocument.Write(ExportWorld.Content(submitted)));

        Assert.DoesNotContain("No measure is needed.", main);
        var plan = main.SkipWhile(p => p != "Action plan").TakeWhile(p => p != "Questions and answers").ToArray();
        Assert.Contains("A4 Conduct of counterparts", plan);
        Assert.Contains("In the restricted annex", plan);
        Assert.DoesNotContain("Read the two reports", plan);
    }

    [Fact]
    public void The_meaning_of_the_computed_rating_is_not_said_of_the_reviewers_rating()
    {
        var lines = Paragraphs(AssessmentDocument.Write(ExportWorld.Content(Named("T6", reviewed: true))));

        Assert.Contains("Final rating C: Review needed, by Fatou Focal-Point", lines);
        Assert.Contains("Computed rating D: Not ready. Meaning: red flag, High risk or alignment < 40.", lines);
        Assert.DoesNotContain(lines, l => l.StartsWith("Meaning:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_document_in_a_right_to_left_language_reads_from_the_right()
    {
        using var document = new WordDocument(new DocumentProperties(
            "عنوان", "RBA", CultureInfo.GetCultureInfo("ar-SA"), "عنوان", "{page} / {pages}", CardWorld.Now));
        document.Heading(1, "النتيجة");
        document.Rows("جدول", [new("أ", 50), new("ب", 50)], [["مركز", "English words"]]);
        var bytes = document.ToArray();

        Assert.Empty(Faults(bytes));
        using var stream = new MemoryStream(bytes);
        using var package = WordprocessingDocument.Open(stream, false);
        var body = package.MainDocumentPart!.Document!.Body!;
        Assert.NotNull(body.Descendants<BiDiVisual>().SingleOrDefault());
        Assert.NotNull(body.GetFirstChild<SectionProperties>()!.GetFirstChild<BiDi>());
    }

    internal static Assessment Named(string name, bool reviewed)
    {
        if (ExportWorld.Examples.Contains(name))
        {
            var example = ExportWorld.Submitted(name);
            return reviewed ? ExportWorld.Reviewed(example) : example;
        }

        var typed = ExportWorld.Hostile.Single(h => h.Name == name).Text;
        return reviewed ? ExportWorld.Reviewed(ExportWorld.Hostilely(typed), _ => typed) : ExportWorld.Hostilely(typed);
    }

    private static string[] Faults(byte[] docx)
    {
        using var stream = new MemoryStream(docx);
        using var package = WordprocessingDocument.Open(stream, false);
        return [.. new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(package).Select(e => $"{e.Path?.XPath}: {e.Description}")];
    }

    internal static string[] Paragraphs(byte[] docx) => Styled(docx, null);

    /// <summary>The headings of every level.</summary>
    internal static string[] Headings(byte[] docx) =>
        [.. Enumerable.Range(1, 3).SelectMany(level => Styled(docx, WordStyles.Heading(level)))];

    private static string[] Styled(byte[] docx, string? style)
    {
        using var stream = new MemoryStream(docx);
        using var package = WordprocessingDocument.Open(stream, false);
        return
        [
            .. package.MainDocumentPart!.Document!.Body!.Descendants<Paragraph>()
                .Where(p => style is null || p.ParagraphProperties?.ParagraphStyleId?.Val?.Value == style)
                .Select(TextOf),
        ];
    }

    private static string TextOf(Paragraph paragraph) => string.Concat(paragraph.Descendants<Run>().SelectMany(r => r.ChildElements).Select(e => e switch
    {
        Text text => text.Text,
        TabChar => "\t",
        Break { Type: null } => "\n",
        _ => "",
    }));
}
