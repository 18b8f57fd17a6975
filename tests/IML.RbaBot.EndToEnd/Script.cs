using IML.RbaBot.AppHost;

namespace IML.RbaBot.EndToEnd;

/// <summary>The browser scripts in <c>tests/Npm</c>, and where they leave their pictures.</summary>
internal static class Script
{
    /// <summary>Screenshots of the last run, to be looked at.</summary>
    public static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;

    /// <summary>Runs a script to its end; a failed one fails the test with what it said.</summary>
    /// <param name="name">A file in <c>tests/Npm</c>.</param>
    /// <param name="limit">After that the script and its browser are killed.</param>
    /// <param name="arguments">Addresses, folders.</param>
    public static async Task<string> RunAsync(string name, TimeSpan limit, params string[] arguments)
    {
        var packages = await NodePackages.InstallAsync(Repository.TestPackages);
        using var late = new CancellationTokenSource(limit);
        var result = await packages.RunAsync(name, arguments, cancellationToken: late.Token);
        Assert.True(result.ExitCode == 0, $"{name} ended with code {result.ExitCode}:{Environment.NewLine}{result.Output}{result.Errors}");
        return result.Output;
    }
}
