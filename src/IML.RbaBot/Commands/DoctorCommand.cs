using System.Collections.Immutable;
using IML.RbaBot.Cards;
using IML.RbaBot.Setup;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Commands;

/// <summary>
/// <c>doctor</c>: reads the settings as the bot does, tries every link, and prints for each failure what to do. Nothing is
/// started, nobody is written to, and nothing is left behind but one small file where results are filed, always the same.
/// </summary>
internal static class DoctorCommand
{
    // The findings say what went wrong; the log of the same would only stand between them.
    private static readonly string[] Quiet = ["--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None"];

    /// <param name="args">What follows <c>doctor</c>: settings, as the bot itself takes them.</param>
    /// <param name="output">Every finding.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>0 when nothing is broken, otherwise 2.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        var texts = CommandTexts.Load();
        try
        {
            await using var bot = Composition.Compose([.. args, .. Quiet]);
            await output.WriteLineAsync(texts.Fill("doctor.settingsWork", bot.Environment.EnvironmentName));
            var findings = await bot.Services.GetRequiredService<InstallationCheck>()
                .RunAsync(InstallationCheck.LongestAtShell, cancellationToken);
            return Print(findings, bot.Services.GetRequiredService<Languages>().For("en"), output);
        }
        catch (StartProblemsException problems)
        {
            return CannotStart(problems.Problems, texts, output);
        }
    }

    private static int Print(ImmutableArray<Finding> findings, Language language, TextWriter output)
    {
        foreach (var finding in findings)
        {
            output.WriteLine($"{SetupCard.Mark(language, finding.Standing),-6}  {finding.What.In(language)}");
            if (finding.Remedy is { } remedy)
            {
                output.WriteLine($"        {language.Say(SetupText.Remedy, ("remedy", remedy.In(language)))}");
            }
        }

        output.WriteLine(SetupCard.Summary(language, findings));
        return findings.Any(f => f.Standing == Standing.Broken) ? CommandLine.Bad : CommandLine.Good;
    }

    private static int CannotStart(IEnumerable<string> problems, CommandTexts texts, TextWriter output)
    {
        output.WriteLine(texts["doctor.settingsBroken"]);
        foreach (var problem in problems)
        {
            output.WriteLine(texts.Fill("doctor.problem", problem));
        }

        output.WriteLine(texts["doctor.settingsRemedy"]);
        return CommandLine.Bad;
    }
}
