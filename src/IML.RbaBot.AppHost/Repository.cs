namespace IML.RbaBot.AppHost;

/// <summary>The repository that this assembly was built from.</summary>
public static class Repository
{
    /// <summary>
    /// The folder that holds <c>IML.RbaBot.sln</c>, looked for upwards from the assembly and then from the current folder.
    /// Throws a <see cref="LocalRunException"/> when there is none.
    /// </summary>
    public static string Root => Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory)
        ?? throw LocalRunException.Of("repository.missing", ("folder", Environment.CurrentDirectory));

    /// <summary>The npm packages of the local run: Azurite and the Playground.</summary>
    public static string LocalRunPackages => Path.Combine(Root, "src", "IML.RbaBot.AppHost", "Npm");

    /// <summary>The npm packages of the tests: the card renderer, a schema validator, a browser driver.</summary>
    public static string TestPackages => Path.Combine(Root, "tests", "Npm");

    private static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "IML.RbaBot.sln")))
                return at.FullName;
        }

        return null;
    }
}
