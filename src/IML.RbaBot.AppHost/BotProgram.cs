using System.Collections.Immutable;

namespace IML.RbaBot.AppHost;

/// <summary>The bot as a file that can be started: a plain build, <c>IML.RbaBot.dll</c>, or what is published, <c>IML.RbaBot</c>.</summary>
public static class BotProgram
{
    /// <summary>
    /// The environment variable that names a bot built elsewhere, so that whatever starts a bot can be tried on what is deployed. A
    /// path that is not full begins at the repository.
    /// </summary>
    public const string Variable = "RBABOT_LOCAL_BOT";

    /// <summary>The bot that is started when nothing else is said: the variable's, or the one built together with this assembly.</summary>
    public static string File => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? Path.GetFullPath(named, Repository.Root) : Beside;

    // The same configuration (Debug, Release) and framework as this assembly's.
    private static string Beside
    {
        get
        {
            var framework = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(Repository.Root, "src", "IML.RbaBot", "bin", framework.Parent!.Name, framework.Name, "IML.RbaBot.dll");
        }
    }

    /// <summary>The command that starts it, program first.</summary>
    /// <param name="file">A plain build needs .NET's own program before it; what is published is a program itself.</param>
    public static ImmutableArray<string> Command(string file) => Path.GetExtension(file) == ".dll"
        ? [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", file]
        : [file];
}
