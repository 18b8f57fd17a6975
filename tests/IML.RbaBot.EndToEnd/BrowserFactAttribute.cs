using System.Runtime.CompilerServices;

namespace IML.RbaBot.EndToEnd;

/// <summary>A test that drives a real Chromium. Where none is installed it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    // The names that playground-driver.mjs knows, too.
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    public BrowserFactAttribute([CallerMemberName] string name = "")
    {
        if (WhyNot is null)
            return;
        Skip = WhyNot;
        // The runner prints the names of skipped tests, but not why they were skipped.
        DisplayName = $"{name} ({Skip})";
    }

    /// <summary>Why there is no browser; null when there is one.</summary>
    internal static string? WhyNot => BrowserIsInstalled()
        ? null
        : $"No Chromium was found: put one of {string.Join(", ", Names)} on the PATH, or its path into CHROMIUM_PATH.";

    private static bool BrowserIsInstalled()
    {
        if (File.Exists(Environment.GetEnvironmentVariable("CHROMIUM_PATH")))
            return true;
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Any(folder => Names.Any(name => File.Exists(Path.Combine(folder, name + suffix))));
    }
}
