using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Domain.Tests.Files;

namespace IML.RbaBot.Domain.Tests.Questionnaires;

public class CatalogTests
{
    private const string Structure = "tiny-1.0/structure.json";
    private const string English = "tiny-1.0/text.en.json";
    private static readonly string Newer = Tiny.Structure.Replace("\"version\":\"1.0\"", "\"version\":\"1.10\"", StringComparison.Ordinal);

    /// <summary>Folders with one mistake: the rule, where it is said, and the files.</summary>
    public static IReadOnlyList<(string Rule, string Place, IReadOnlyList<QuestionnaireFile> Files)> Broken { get; } =
    [
        (ProblemRule.NotUtf8, English, Replace(English, null)),
        (ProblemRule.FileMissing, English, Without(English)),
        (ProblemRule.FileMissing, Structure, [.. Without(Structure), new("other-1.0/structure.json", Tiny.Structure)]),
        (ProblemRule.FileUnknown, "tiny-1.0/texts.en.json", [.. Tiny.Files, new("tiny-1.0/texts.en.json", Tiny.Text)]),
        (ProblemRule.NoQuestionnaire, "structure.json", []),
        (ProblemRule.FolderName, "small-1.0", Renamed("small-1.0")),
        (ProblemRule.DuplicateQuestionnaire, "tiny 1.0", [.. Tiny.Files, .. Renamed("tiny-1.0-copy").Skip(1)]),
        (ProblemRule.LanguageName, "tiny-1.0/text.fr.json: language", [.. Tiny.Files, new("tiny-1.0/text.fr.json", Tiny.Text)]),
        (ProblemRule.PublishedVersionShape, "published.json: tiny 1.0", Replace("published.json", "{\"tiny 1.0\":\"abc\"}")),
        (ProblemRule.PublishedVersionChanged, Structure, Replace(Structure, Tiny.Structure.Replace("1966", "1967", StringComparison.Ordinal))),
        (ProblemRule.PublishedVersionMissing, "published.json: tiny 0.9", Replace("published.json", Published("tiny 0.9"))),
        (ProblemRule.MalformedJson, "published.json", Replace("published.json", "{")),
        (ProblemRule.TextsNotCompared, "tiny-1.0", Replace(Structure, "{}")),
        (ProblemRule.UnknownIndex, $"{Structure}: questions[4] (B3).index", Replace(Structure, Tiny.Structure.Replace("\"index\":\"one\",\"weight\":1", "\"index\":\"two\",\"weight\":1", StringComparison.Ordinal))),
    ];

    /// <summary>What only the folders show, beside files without a mistake.</summary>
    public static IReadOnlyList<(string Rule, string Place, IReadOnlyList<QuestionnaireFile> Files, string[] Folders)> BrokenFolders { get; } =
    [
        (ProblemRule.FolderEmpty, "tiny-2.0", Tiny.Files, ["tiny-1.0", "tiny-2.0"]),
        (ProblemRule.FolderNotFile, "tiny-1.0/text.fr.json", Tiny.Files, ["tiny-1.0", "tiny-1.0/text.fr.json"]),
        (ProblemRule.FolderNotFile, English, Without(English), ["tiny-1.0", English]),
        (ProblemRule.FolderNotFile, "tiny-2.0/structure.json", Tiny.Files, ["tiny-2.0", "tiny-2.0/structure.json"]),
        (ProblemRule.FolderNotFile, "published.json", [.. Tiny.Files.Where(f => f.Path != "published.json")], ["published.json"]),
    ];

    public static TheoryData<string> Mistakes => [.. Broken.Select(b => $"{b.Rule} at {b.Place}")];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_in_the_folder_is_found_at_its_place(string mistake)
    {
        var (rule, place, files) = Broken.Single(b => $"{b.Rule} at {b.Place}" == mistake);

        var reading = QuestionnaireCatalog.Read(files);

        Assert.Null(reading.Value);
        Assert.True(
            reading.Problems.Any(p => p.Rule == rule && p.Place == place),
            string.Join('\n', reading.Problems.Select(ProblemTexts.English.Line)));
    }

    [Fact]
    public void An_empty_folder_and_a_folder_in_the_place_of_a_file_are_one_problem_each_and_no_file_is_called_missing_besides()
    {
        Assert.All(BrokenFolders, broken =>
        {
            var problem = Assert.Single(QuestionnaireCatalog.Read(broken.Files, folders: broken.Folders.Select(f => new QuestionnaireFolder(f))).Problems);
            Assert.Equal((broken.Rule, broken.Place), (problem.Rule, problem.Place));
        });
    }

    [Fact]
    public void A_folder_in_the_place_of_the_structure_hides_no_problem_of_the_texts()
    {
        var problems = QuestionnaireCatalog.Read(
            [.. Without(Structure), new("tiny-1.0/text.fr.json", "{")], folders: [new("tiny-1.0"), new(Structure)]).Problems;

        Assert.Equal(
            [
                $"{ProblemRule.FolderNotFile} {Structure}",
                $"{ProblemRule.MalformedJson} tiny-1.0/text.fr.json",
                $"{ProblemRule.TextsNotCompared} tiny-1.0",
                $"{ProblemRule.PublishedVersionMissing} published.json: tiny 1.0",
            ],
            problems.Select(p => $"{p.Rule} {p.Place}"));
    }

    [Fact]
    public void With_a_faulty_structure_the_texts_are_checked_for_all_that_does_not_depend_on_it()
    {
        const string French = "tiny-1.0/text.fr.json";
        IReadOnlyList<QuestionnaireFile> files =
        [
            .. Replace(Structure, Tiny.Structure.Replace("\"index\":\"one\",\"weight\":1", "\"index\":\"two\",\"weight\":1", StringComparison.Ordinal)),
            new(French, """{"title":" ","status":3,"title":"Petit","questions":{"A1":{"text":"Bonjour {name}","legalBasis":["","\ud800",null]}}}"""),
            new("tiny-1.0/text.es.json", "{"),
        ];

        var problems = QuestionnaireCatalog.Read(files).Problems;

        Assert.Equal(
            [
                $"{ProblemRule.UnknownIndex} {Structure}: questions[4] (B3).index",
                $"{ProblemRule.MalformedJson} tiny-1.0/text.es.json",
                $"{ProblemRule.DuplicateKey} {French}: title",
                $"{ProblemRule.WrongType} {French}: status",
                $"{ProblemRule.Placeholder} {French}: questions.A1.text",
                $"{ProblemRule.Blank} {French}: questions.A1.legalBasis[0]",
                $"{ProblemRule.BrokenText} {French}: questions.A1.legalBasis[1]",
                $"{ProblemRule.WrongType} {French}: questions.A1.legalBasis[2]",
                $"{ProblemRule.TextsNotCompared} tiny-1.0",
            ],
            problems.Select(p => $"{p.Rule} {p.Place}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    public void With_a_structure_that_cannot_be_read_every_other_file_of_its_folder_is_checked_all_the_same(string? structure)
    {
        IReadOnlyList<QuestionnaireFile> files =
        [
            .. Replace(Structure, structure), new("tiny-1.0/notes.json", "{}"), new("tiny-1.0/text.fr.json", null), new("tiny-1.0/text.es.json", "{"),
        ];

        var problems = QuestionnaireCatalog.Read(files).Problems;

        Assert.Equal(
            [
                .. structure is null ? [$"{ProblemRule.NotUtf8} {Structure}"] : Array.Empty<string>(),
                $"{ProblemRule.NotUtf8} tiny-1.0/text.fr.json",
                .. structure is null ? [] : new[] { $"{ProblemRule.MalformedJson} {Structure}" },
                $"{ProblemRule.FileUnknown} tiny-1.0/notes.json",
                $"{ProblemRule.MalformedJson} tiny-1.0/text.es.json",
                $"{ProblemRule.TextsNotCompared} tiny-1.0",
            ],
            problems.Select(p => $"{p.Rule} {p.Place}"));
    }

    [Fact]
    public void A_missing_structure_hides_no_problem_of_the_texts()
    {
        var problems = QuestionnaireCatalog.Read([.. Without(Structure), new("tiny-1.0/text.fr.json", "{")]).Problems;

        Assert.Equal(
            [
                $"{ProblemRule.FileMissing} {Structure}",
                $"{ProblemRule.MalformedJson} tiny-1.0/text.fr.json",
                $"{ProblemRule.TextsNotCompared} tiny-1.0",
                $"{ProblemRule.PublishedVersionMissing} published.json: tiny 1.0",
            ],
            problems.Select(p => $"{p.Rule} {p.Place}"));
    }

    [Fact]
    public void A_file_that_is_there_in_another_encoding_is_not_called_missing()
    {
        var problem = Assert.Single(QuestionnaireCatalog.Read(Replace(English, null)).Problems);

        Assert.Equal((ProblemRule.NotUtf8, English), (problem.Rule, problem.Place));
    }

    [Fact]
    public void A_published_version_is_found_and_is_the_current_one()
    {
        Assert.Equal("tiny 1.0", Tiny.Catalog.Current("tiny")?.Questionnaire.Ref.ToString());
        Assert.Equal("Tiny", Tiny.Catalog.Find(new("tiny", "1.0"))?.Text("fr").Title);
        Assert.Null(Tiny.Catalog.Find(new("tiny", "2.0")));
        Assert.Null(Tiny.Catalog.Current("other"));
    }

    [Fact]
    public void The_newest_published_version_is_current_and_a_draft_never_is()
    {
        IReadOnlyList<QuestionnaireFile> both = [.. Tiny.Files, new("tiny-1.10/structure.json", Newer), new("tiny-1.10/text.en.json", Tiny.Text)];
        var draft = Shipped.Good(QuestionnaireCatalog.Read(both));
        Assert.Equal("1.0", draft.Current("tiny")?.Questionnaire.Ref.Version);
        Assert.False(draft.Find(new("tiny", "1.10"))?.IsPublished);

        var published = $$"""{ "tiny 1.10": "{{PublishedVersions.HashOf(Newer)}}", "tiny 1.0": "{{PublishedVersions.HashOf(Tiny.Structure)}}" }""";
        var released = Shipped.Good(QuestionnaireCatalog.Read([new("published.json", published), .. both.Skip(1)]));
        Assert.Equal("1.10", released.Current("tiny")?.Questionnaire.Ref.Version);
        Assert.Equal(["1.10", "1.0"], released.Entries.Select(e => e.Questionnaire.Ref.Version));
    }

    [Fact]
    public void Line_ends_do_not_change_a_published_version()
    {
        Assert.Equal(PublishedVersions.HashOf("{\n}\n"), PublishedVersions.HashOf("{\r\n}\r\n"));
    }

    [Fact]
    public void Texts_of_a_published_version_may_be_corrected()
    {
        var corrected = Replace(English, Tiny.Text.Replace("Advice.", "Advice only.", StringComparison.Ordinal));

        Assert.Equal("Advice only.", Shipped.Good(QuestionnaireCatalog.Read(corrected)).Current("tiny")?.Text("en").Disclaimer);
    }

    [Fact]
    public void A_language_may_be_added_to_a_published_version_which_stays_as_it_was_published()
    {
        var translated = Shipped.Good(QuestionnaireCatalog.Read([.. Tiny.Files, new("tiny-1.0/text.fr.json", Tiny.French)])).Current("tiny")!;

        Assert.True(translated.IsPublished);
        Assert.Equal(["en", "fr"], translated.Texts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("Petit", "Tiny", "Tiny"), (translated.Text("fr").Title, translated.Text("en").Title, translated.Text("es").Title));
        Assert.Same(translated.Questionnaire, translated.Text("fr").Questionnaire);
    }

    [Fact]
    public void The_shipped_versions_are_published_as_they_were()
    {
        Assert.True(Shipped.Catalog.Current("rba-migof-p1")?.IsPublished);
    }

    private static string Published(string reference) =>
        $$"""{ "tiny 1.0": "{{PublishedVersions.HashOf(Tiny.Structure)}}", "{{reference}}": "{{new string('0', 64)}}" }""";

    private static IReadOnlyList<QuestionnaireFile> Replace(string path, string? text) =>
        [.. Tiny.Files.Select(f => f.Path == path ? f with { Text = text } : f)];

    private static IReadOnlyList<QuestionnaireFile> Without(string path) => [.. Tiny.Files.Where(f => f.Path != path)];

    private static IReadOnlyList<QuestionnaireFile> Renamed(string folder) =>
        [.. Tiny.Files.Select(f => f with { Path = f.Path.Replace("tiny-1.0", folder, StringComparison.Ordinal) })];
}
