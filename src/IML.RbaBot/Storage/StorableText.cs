using System.Buffers;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>
/// Text that can be stored: what XML 1.0 cannot hold (control characters but tab and line ends, U+FFFE, U+FFFF and halves of a
/// surrogate pair) becomes U+FFFD, because a row with it would be refused, or read back as something else, every time it is tried.
/// Cards take such characters out before; this is the last boundary.
/// </summary>
internal static class StorableText
{
    private const char Replacement = '\uFFFD';

    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Select(c => (char)c).Where(c => c is not ('\t' or '\n' or '\r')),
        .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c),
        '\uFFFE', '\uFFFF',
    ]);

    /// <summary>The same text where nothing has to change.</summary>
    public static string Clean(string text)
    {
        var at = text.AsSpan().IndexOfAny(Suspicious);
        return at < 0 ? text : CleanFrom(text, at);
    }

    /// <summary>The decision with every text clean, as it will be read back; the same one where nothing has to change.</summary>
    public static Decision.Accepted Clean(Decision.Accepted accepted)
    {
        var events = accepted.Events;
        var after = accepted.After;
        for (var i = 0; i < events.Length; i++)
        {
            var clean = Clean(events[i]);
            if (!ReferenceEquals(clean, events[i]))
            {
                events = events.SetItem(i, clean);
                after = Take(after, clean);
            }
        }

        return events == accepted.Events ? accepted : new Decision.Accepted(events, after);
    }

    private static AssessmentEvent Clean(AssessmentEvent happened)
    {
        switch (happened)
        {
            case AssessmentEvent.Started e:
                var developer = e.Developer with { Name = Clean(e.Developer.Name) };
                var project = Clean(e.Project);
                return developer == e.Developer && project == e.Project ? e : new AssessmentEvent.Started(developer, project);
            case AssessmentEvent.ProjectChanged e:
                var changed = Clean(e.After);
                return changed == e.After ? e : e with { After = changed };
            case AssessmentEvent.AnswerChanged e:
                var answer = Clean(e.After);
                return answer == e.After ? e : e with { After = answer };
            case AssessmentEvent.ResponseChanged e:
                var response = Clean(e.After);
                return response == e.After ? e : e with { After = response };
            case AssessmentEvent.Withdrawn e:
                var reason = Clean(e.Reason);
                return reason == e.Reason ? e : new AssessmentEvent.Withdrawn(reason);
            default:
                return StorableReviewText.Clean(happened);
        }
    }

    private static Assessment Take(Assessment after, AssessmentEvent clean) => clean switch
    {
        AssessmentEvent.Started e => after with { Developer = e.Developer, Project = e.Project },
        AssessmentEvent.ProjectChanged e => after with { Project = e.After },
        AssessmentEvent.AnswerChanged e => after with { Sheet = after.Sheet.With(e.Question, e.After) },
        AssessmentEvent.ResponseChanged e => after with { Sheet = after.Sheet.With(e.Question, e.After) },
        AssessmentEvent.Withdrawn e when after.State is AssessmentState.Withdrawn withdrawn => after with
        {
            State = withdrawn with { Reason = e.Reason },
        },
        _ => StorableReviewText.Take(after, clean),
    };

    private static ProjectData Clean(ProjectData project) => project with
    {
        Title = CleanOrNull(project.Title),
        Office = CleanOrNull(project.Office),
        ProjectCode = CleanOrNull(project.ProjectCode),
        Donor = CleanOrNull(project.Donor),
        ImplementingPartners = CleanOrNull(project.ImplementingPartners),
        DocumentVersion = CleanOrNull(project.DocumentVersion),
        DocumentLink = CleanOrNull(project.DocumentLink),
        GenderMarker = CleanOrNull(project.GenderMarker),
    };

    private static Answer? Clean(Answer? answer) => answer is null
        ? null
        : answer with { Value = Clean(answer.Value), Comment = CleanOrNull(answer.Comment), Evidence = CleanOrNull(answer.Evidence) };

    private static AnswerValue? Clean(AnswerValue? value) => value switch
    {
        AnswerValue.Words words => new AnswerValue.Words(
            Clean(words.Text), [.. words.ExtraRisks.Select(r => r with { Description = Clean(r.Description) })])
        {
            Begun = [.. words.Begun.Select(r => r with { Description = CleanOrNull(r.Description) })],
        },
        AnswerValue.Declaration declaration => new AnswerValue.Declaration(
            Clean(declaration.Role), [.. declaration.Consulted.Select(Clean)], Clean(declaration.ProposalVersion), declaration.Confirmed),
        _ => value,
    };

    private static FlagResponse? Clean(FlagResponse? response) => response is null
        ? null
        : response with
        {
            ImpactReason = CleanOrNull(response.ImpactReason),
            Measure = CleanOrNull(response.Measure),
            Owner = CleanOrNull(response.Owner),
            Budget = CleanOrNull(response.Budget),
        };

    private static string? CleanOrNull(string? text) => text is null ? null : Clean(text);

    private static string CleanFrom(string text, int from)
    {
        var clean = default(char[]);
        for (var i = from; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (Suspicious.Contains(text[i]))
            {
                clean ??= text.ToCharArray();
                clean[i] = Replacement;
            }
        }

        return clean is null ? text : new string(clean);
    }
}
