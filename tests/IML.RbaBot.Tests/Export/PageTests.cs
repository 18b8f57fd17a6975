using IML.RbaBot.Export.Documents;

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
            string[] names = [.. ExportWorld.Examples, .. ExportWorld.Hostile.Select(h => h.Name)];
            var files = new List<string>();
            foreach (var name in names)
            {
                var content = ExportWorld.Content(DocumentTests.Named(name, reviewed: true));
                files.Add(await WriteAsync(Path.Combine(folder, $"{name}.docx"), AssessmentDocument.Write(content)));
                files.Add(await WriteAsync(Path.Combine(folder, $"{name}-annex.docx"), AnnexDocument.Write(content)));
            }

            await Office.ToPdfAsync(folder, [.. files]);

            foreach (var file in files)
            {
                var pages = await Office.PagesAsync(Path.ChangeExtension(file, "pdf"));
                Assert.Contains("RBA-", pages[0], StringComparison.Ordinal);
                for (var i = 0; i < pages.Length; i++)
                {
                    Assert.Contains($"Page {i + 1} of {pages.Length}", pages[i], StringComparison.Ordinal);
                }
            }

            foreach (var name in ExportWorld.Examples)
            {
                var shown = Letters(string.Concat(await Office.PagesAsync(Path.Combine(folder, $"{name}.pdf"))));
                var written = DocumentTests.Paragraphs(await File.ReadAllBytesAsync(Path.Combine(folder, $"{name}.docx")));
                Assert.All(written, paragraph => Assert.Contains(Letters(paragraph)[..Math.Min(16, Letters(paragraph).Length)], shown, StringComparison.Ordinal));
            }

            // An endless word is broken and ends where it ends, in cells as in paragraphs: nothing runs out of the page.
            var wide = await Office.PagesAsync(Path.Combine(folder, "one-word.pdf"));
            Assert.True(string.Concat(wide).Count(c => c == 'W') > 1500 * 40, "Letters are missing.");
            if (keep is not null)
            {
                foreach (var file in files)
                {
                    await Office.ToPicturesAsync(Path.ChangeExtension(file, "pdf"));
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

    // Where lines break, and how cells stand beside each other, is the program's affair.
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static async Task<string> WriteAsync(string file, byte[] bytes)
    {
        await File.WriteAllBytesAsync(file, bytes);
        return file;
    }
}
