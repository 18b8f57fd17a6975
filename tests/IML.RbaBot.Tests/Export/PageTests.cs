using IML.RbaBot.Export.Documents;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Tests.Export;

/// <summary>
/// LibreOffice opens every document and makes pages of it. With <c>RBABOT_PAGES</c> set to a folder the pages stay there as pictures,
/// to be looked at.
/// </summary>
public sealed class PageTests
{
    [ConvertFact]
    public async Task LibreOffice_shows_every_document_with_all_that_was_typed()
    {
        var keep = Environment.GetEnvironmentVariable("RBABOT_PAGES");
        var folder = keep is null ? Directory.CreateTempSubdirectory("pages-").FullName : Directory.CreateDirectory(keep).FullName;
        try
        {
            var made = new List<Made>();
            foreach (var name in (string[])[.. ExportWorld.Examples, .. ExportWorld.Hostile.Select(h => h.Name)])
            {
                made.AddRange(await MakeAsync(folder, name, "en"));
            }

            made.AddRange(await MakeAsync(folder, "reception-centre", "fr"));
            made.AddRange(await MakeAsync(folder, "T6", "es"));
            await Office.ToPdfAsync(folder, [.. made.Select(m => m.File)]);

            foreach (var document in made)
            {
                await AssertPagesAsync(document);
            }

            foreach (var document in made.Where(m => m.IsExample))
            {
                var shown = Letters(string.Concat(await Office.PagesAsync(document.Pdf)));
                var written = DocumentTests.Paragraphs(await File.ReadAllBytesAsync(document.File));
                Assert.All(written, paragraph => Assert.Contains(Letters(paragraph)[..Math.Min(16, Letters(paragraph).Length)], shown, StringComparison.Ordinal));
            }

            // An endless word is broken and ends where it ends, in cells as in paragraphs: nothing runs out of the page.
            var wide = await Office.PagesAsync(Path.Combine(folder, "one-word.pdf"));
            Assert.True(string.Concat(wide).Count(c => c == 'W') > 1500 * 40, "Letters are missing.");
            if (keep is not null)
            {
                foreach (var document in made)
                {
                    await Office.ToPicturesAsync(document.Pdf);
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

    /// <summary>A document that was made.</summary>
    /// <param name="File">Its path; the PDF lies beside it.</param>
    /// <param name="PageOf">What the foot of a page says, with its number and how many there are.</param>
    /// <param name="IsExample">A worked project in which nothing odd was typed.</param>
    private sealed record Made(string File, Func<int, int, string> PageOf, bool IsExample)
    {
        public string Pdf => Path.ChangeExtension(File, "pdf");
    }

    private static async Task<Made[]> MakeAsync(string folder, string name, string language)
    {
        var content = ExportWorld.Content(DocumentTests.Named(name, reviewed: true), language);
        var stem = language == "en" ? name : $"{name}-{language}";
        var isExample = ExportWorld.Examples.Contains(name);
        return
        [
            new(await WriteAsync(Path.Combine(folder, $"{stem}.docx"), AssessmentDocument.Write(content)), PageOf, isExample),
            new(await WriteAsync(Path.Combine(folder, $"{stem}-annex.docx"), AnnexDocument.Write(content)), PageOf, isExample),
        ];

        string PageOf(int page, int pages) => content.Say(
            DocumentText.DocumentPageOf, ("page", content.Number(page)), ("pages", content.Number(pages)));
    }

    /// <summary>
    /// Each page says which it is, and none of a worked project ends with a heading whose text is on the next. Of the others LibreOffice
    /// 7.4 leaves one heading behind below a table, though heading and label are both kept with what follows.
    /// </summary>
    private static async Task AssertPagesAsync(Made document)
    {
        var pages = await Office.PagesAsync(document.Pdf);
        var headings = DocumentTests.Headings(await File.ReadAllBytesAsync(document.File)).Select(Letters).ToHashSet();
        Assert.Contains("RBA-", pages[0], StringComparison.Ordinal);
        for (var i = 0; i < pages.Length; i++)
        {
            var foot = document.PageOf(i + 1, pages.Length);
            var lines = pages[i].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
            Assert.True(lines.Remove(foot), $"{Path.GetFileName(document.File)} does not say '{foot}'.");
            Assert.False(
                document.IsExample && headings.Contains(Letters(lines[^1])),
                $"{Path.GetFileName(document.File)}: page {i + 1} ends with the heading '{lines[^1]}'.");
        }
    }

    // Where lines break, and how cells stand beside each other, is the program's affair.
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static async Task<string> WriteAsync(string file, byte[] bytes)
    {
        await File.WriteAllBytesAsync(file, bytes);
        return file;
    }
}
