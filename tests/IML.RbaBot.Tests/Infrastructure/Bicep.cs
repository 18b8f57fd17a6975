using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.Tests.Infrastructure;

/// <summary>A test that runs the Bicep compiler, which is restored for Linux on x64. Elsewhere it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute([CallerMemberName] string name = "")
    {
        if (OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64)
        {
            return;
        }

        Skip = "The Bicep compiler of the tests runs on Linux, x64, only.";

        // The runner prints the names of skipped tests, but not why they were skipped.
        DisplayName = $"{name} ({Skip})";
    }
}

/// <summary>The templates of <c>infra/</c>, compiled once for all tests of the class.</summary>
public sealed class CompiledTemplates : IAsyncLifetime
{
    public string Diagnostics { get; private set; } = "";

    /// <summary>Every resource of the compiled template, those of nested ones included.</summary>
    public IReadOnlyList<JsonElement> Resources { get; private set; } = [];

    public JsonElement Parameters { get; private set; }

    public async Task InitializeAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var (template, diagnostics) = await BicepAsync("build", "main.bicep", "--stdout");
        Diagnostics = diagnostics;
        var root = JsonDocument.Parse(template).RootElement;
        Parameters = root.GetProperty("parameters");
        Resources = [.. Below(root)];
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public IEnumerable<JsonElement> OfType(string type) => Resources.Where(r => r.GetProperty("type").GetString() == type);

    /// <summary>What the compiler printed, and its complaints.</summary>
    public static async Task<(string Output, string Diagnostics)> BicepAsync(string verb, string file, params string[] more)
    {
        var folder = typeof(CompiledTemplates).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "BicepFolder").Value!;
        var start = new ProcessStartInfo(Path.Combine(folder, "tools", "bicep"), [verb, Path.Combine(Repository.Root, "infra", file), .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (await output, (await errors).Trim() is { Length: > 0 } said ? said : process.ExitCode == 0 ? "" : $"exit code {process.ExitCode}");
    }

    private static IEnumerable<JsonElement> Below(JsonElement template)
    {
        var resources = template.GetProperty("resources");
        foreach (var resource in resources.ValueKind == JsonValueKind.Array
            ? resources.EnumerateArray().AsEnumerable()
            : resources.EnumerateObject().Select(r => r.Value))
        {
            yield return resource;
            if (resource.GetProperty("type").GetString() == "Microsoft.Resources/deployments")
            {
                foreach (var nested in Below(resource.GetProperty("properties").GetProperty("template")))
                {
                    yield return nested;
                }
            }
        }
    }
}
