using IML.RbaBot.Projections;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Commands;

/// <summary>
/// <c>reindex</c>: rebuilds lists, queue, search, register, portfolio and what was given up from the assessments, prints what differed, and proves that nothing
/// differs any more. The bot may run meanwhile.
/// </summary>
internal static class ReindexCommand
{
    private const int MostLines = 20;

    // After the first repair the running bot may have written; a second look tells.
    private const int Rounds = 3;

    private static readonly string[] Quiet = ["--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None"];

    /// <param name="args">What follows <c>reindex</c>: settings, as the bot itself takes them.</param>
    /// <param name="output">What was found and done.</param>
    /// <param name="cancellationToken">Ends it; running it again goes on.</param>
    /// <returns>0 when nothing differs at the end, otherwise 2.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        var texts = CommandTexts.Load();
        try
        {
            await using var bot = Composition.Compose([.. args, .. Quiet]);
            await bot.Services.GetRequiredService<StorageSetup>().EnsureAsync(cancellationToken);
            return await RunAsync(bot.Services.GetRequiredService<Reindex>(), texts, output, cancellationToken);
        }
        catch (StartProblemsException problems)
        {
            return CommandLine.CannotStart(problems.Problems, output);
        }
        catch (StorageUnavailableException)
        {
            await output.WriteLineAsync(texts["reindex.away"]);
            return CommandLine.Bad;
        }
    }

    internal static async Task<int> RunAsync(Reindex reindex, CommandTexts texts, TextWriter output, CancellationToken cancellationToken)
    {
        var found = await reindex.CompareAsync(cancellationToken);
        foreach (var unreadable in found.Unreadable)
        {
            await output.WriteLineAsync(texts.Fill("reindex.unreadable", unreadable));
        }

        for (var round = 0; ; round++)
        {
            await PrintAsync(found, texts, output);
            if (found.Differences.IsEmpty || round == Rounds)
            {
                await output.WriteLineAsync(texts[found.Differences.IsEmpty ? "reindex.equal" : "reindex.differs"]);
                return found.Differences.IsEmpty ? CommandLine.Good : CommandLine.Bad;
            }

            await reindex.RepairAsync(found, cancellationToken);
            found = await reindex.CompareAsync(cancellationToken);
        }
    }

    private static async Task PrintAsync(Comparison found, CommandTexts texts, TextWriter output)
    {
        await output.WriteLineAsync(texts.Fill("reindex.compared", found.Assessments.Length, found.Expected.Count, found.Differences.Length));
        foreach (var difference in found.Differences.Take(MostLines))
        {
            await output.WriteLineAsync(texts.Fill("reindex.difference", texts[$"reindex.{difference.Kind}"], difference.Address));
        }

        if (found.Differences.Length > MostLines)
        {
            await output.WriteLineAsync(texts.Fill("reindex.more", found.Differences.Length - MostLines));
        }
    }
}
