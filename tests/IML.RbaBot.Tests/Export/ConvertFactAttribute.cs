using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace IML.RbaBot.Tests.Export;

/// <summary>A test that has LibreOffice open a document; skipped, saying so, where it is not installed.</summary>
public sealed class ConvertFactAttribute : FactAttribute
{
    public ConvertFactAttribute([CallerMemberName] string name = "")
    {
        if (!Office.IsInstalled)
        {
            Skip = "LibreOffice (soffice) or pdftoppm is not installed: documents are not converted here.";

            // The runner prints the names of skipped tests, but not why they were skipped.
            DisplayName = $"{name} ({Skip})";
        }
    }
}

/// <summary>LibreOffice, as it converts documents to pages.</summary>
internal static class Office
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static bool IsInstalled { get; } = Find("soffice") is not null && Find("pdftoppm") is not null && Find("pdftotext") is not null;

    /// <summary>Converts files to PDF beside them, in one start of the program.</summary>
    public static async Task ToPdfAsync(string folder, params string[] files)
    {
        var profile = Directory.CreateTempSubdirectory("soffice-").FullName;
        try
        {
            await RunAsync(
                "soffice",
                [$"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, .. files]);
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }

    /// <summary>The text of a PDF, page by page.</summary>
    public static async Task<string[]> PagesAsync(string pdf)
    {
        var text = await RunAsync("pdftotext", ["-raw", pdf, "-"]);
        return text.TrimEnd('\f').Split('\f');
    }

    /// <summary>Each page as a picture, <c>NAME-01.png</c> and so on.</summary>
    public static Task ToPicturesAsync(string pdf) => RunAsync("pdftoppm", ["-r", "60", "-png", pdf, pdf[..^4]]);

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.True(process.ExitCode == 0, $"{program}: {await error}");
        return await output;
    }
}
