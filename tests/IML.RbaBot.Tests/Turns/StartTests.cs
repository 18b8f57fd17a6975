using System.Diagnostics;
using System.Text.RegularExpressions;

namespace IML.RbaBot.Tests.Turns;

/// <summary>The program refuses to start with settings or files that are wrong, and says all that is wrong.</summary>
public sealed class StartTests
{
    private const string Azurite = "UseDevelopmentStorage=true";

    [Fact]
    public async Task Outside_development_authentication_cannot_be_off()
    {
        var (exit, error) = await RunAsync(
            AppContext.BaseDirectory, "Production", ("BotFramework__AuthenticationOff", "true"), ("Storage__AccountName", "rbabotstore"));

        Assert.Equal(2, exit);
        Assert.Contains("BotFramework:AuthenticationOff is true, but the environment is not Development", error);
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public async Task Outside_development_development_storage_is_refused()
    {
        var (exit, error) = await RunAsync(AppContext.BaseDirectory, "Production", ("Storage__ConnectionString", Azurite));

        Assert.Equal(2, exit);
        Assert.NotEmpty(error.Trim());
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public async Task Questionnaire_files_with_errors_stop_the_start_and_all_errors_are_listed()
    {
        var copy = Directory.CreateTempSubdirectory("rba-start-");
        try
        {
            CopyTo(copy.FullName);
            var structure = Directory.GetFiles(Path.Combine(copy.FullName, "Questionnaires"), "structure.json", SearchOption.AllDirectories).Single();
            var text = await File.ReadAllTextAsync(structure);
            var weight = new Regex("\"weight\": 2").Replace(text, "\"weight\": 77", 1);
            await File.WriteAllTextAsync(structure, new Regex("\"flag\": \"M\"").Replace(weight, "\"flag\": \"Q\"", 1));

            var (exit, error) = await RunAsync(
                copy.FullName, "Development", ("BotFramework__AuthenticationOff", "true"), ("Storage__ConnectionString", Azurite));

            Assert.Equal(2, exit);
            Assert.Contains("77", error);
            Assert.Contains("Q", error);
            Assert.True(Regex.Count(error, "structure\\.json") >= 2, error);
            Assert.DoesNotContain("   at ", error);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static void CopyTo(string folder)
    {
        var from = AppContext.BaseDirectory;
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        foreach (var data in (string[])["Questionnaires", "Texts"])
        {
            foreach (var file in Directory.GetFiles(Path.Combine(from, data), "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(folder, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }
        }
    }

    internal static async Task<(int Exit, string Error)> RunAsync(string folder, string environment, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { Path.Combine(folder, "IML.RbaBot.dll") },
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["DOTNET_ENVIRONMENT"] = environment;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The program did not end by itself: " + await output + await error);
        }

        return (process.ExitCode, await error);
    }
}
