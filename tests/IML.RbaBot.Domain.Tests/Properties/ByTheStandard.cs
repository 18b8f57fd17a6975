using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Tests.Properties;

/// <summary>
/// The screening standard 1.0 written down a second time, question by question, straight from its text. It uses none of the
/// rules of the questionnaire files and none of the code that computes with them, so that the two can be compared.
/// </summary>
internal sealed class ByTheStandard(AnswerSheet sheet)
{
    private static readonly string[] Reversed = ["D2", "D3", "D10"];
    private static readonly string[] RedFlag = ["C5", "D2", "D3", "D5"];
    private static readonly string[] Referral = ["B9", "C3", "C4", "D1", "D4", "D6", "D7", "D8", "D9", "D10", "D11", "D12", "D13"];
    private static readonly string[] Measure = ["B10", "B11", "B13", "C6", "C7", "C8", "C9", "C10", "D14", "D15", "E1"];
    private static readonly string[] WeightOne = ["B5", "B6", "B8", "B12", "C1", "C6", "D15"];

    private static readonly string[] WeightThree =
        ["B9", "C3", "C4", "C5", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D10", "D11", "D12", "D13"];

    private static readonly string[] Ids = [.. Numbered('A', 4), .. Numbered('B', 13), .. Numbered('C', 10), .. Numbered('D', 15), .. Numbered('E', 3)];

    public IReadOnlyList<string> Asked => [.. Ids.Where(IsAsked)];

    /// <summary>Flags as <c>C4:M</c>, in the questionnaire's order.</summary>
    public IReadOnlyList<string> Flags => [.. Ids.Where(id => LevelOf(id) != ' ').Select(id => $"{id}:{LevelOf(id)}")];

    /// <summary>Draft → Submitted: answers, evidence, reasons, measures and risk ratings complete, E3 confirmed.</summary>
    public bool CanBeSubmitted => Ids.Where(IsAsked).All(id => IsAnsweredInFull(id) && (LevelOf(id) == ' ' || HasRiskAndMeasure(id)));

    /// <summary>Rating, deciding rule, provisional, both indices unrounded, scored and unknown; only for what can be submitted.</summary>
    public (char Rating, char Rule, bool Provisional, decimal Rba, decimal Migof, int Scored, int Unknown) Outcome()
    {
        var scored = Ids.Where(id => IsScored(id) && IsAsked(id) && MeritOf(id) != "not-applicable").ToList();
        var unknown = scored.Where(id => MeritOf(id) == "not-known").ToList();
        var rba = IndexOf(scored.Where(id => id[0] == 'B' || id == "E1"));
        var migof = IndexOf(scored.Where(id => id[0] is 'C' or 'D'));
        var alignment = Math.Min(rba, migof);
        var risk = HighestRisk();
        var doubtful = unknown.Exists(id => WeightOf(id) == 3) || unknown.Count > 0.2m * scored.Count;
        var (rating, rule) = HasFlag('X') ? ('D', 'a')
            : alignment < 40 || risk == 3 ? ('D', 'b')
            : HasFlag('R') || alignment < 60 || risk == 2 || doubtful ? ('C', 'c')
            : HasFlag('M') || alignment < 80 || risk == 1 ? ('B', 'd')
            : ('A', 'e');
        return (rating, rule, doubtful, rba, migof, scored.Count, unknown.Count);
    }

    private static IEnumerable<string> Numbered(char part, int count) => Enumerable.Range(1, count).Select(n => $"{part}{n}");

    private static bool IsScored(string id) => id[0] is 'B' or 'C' or 'D' || id == "E1";

    private static int WeightOf(string id) => WeightThree.Contains(id) ? 3 : WeightOne.Contains(id) ? 1 : 2;

    private Answer? AnswerTo(string id) => sheet[new QuestionId(id)];

    private List<string> Chosen(string id) => AnswerTo(id)?.Value switch
    {
        AnswerValue.Choice choice => [choice.Option.Value],
        AnswerValue.Choices choices => [.. choices.Options.Select(o => o.Value)],
        _ => [],
    };

    private bool Has(string id, params string[] options) => Chosen(id).Intersect(options).Any();

    private bool Lacks(string id, string option) => Chosen(id).Count > 0 && !Has(id, option);

    private bool IsAsked(string id) => id switch
    {
        "A4" => Lacks("A3", "nobody"),
        "B8" or "B11" or "C3" or "C4" or "C7" or "C8" => Lacks("A1", "nobody"),
        "B10" => Has("A2", "services", "health", "cash", "shelter", "education"),
        "C2" => Has("A2", "law", "training"),
        "D1" => Has("A1", "children", "unaccompanied-children"),
        "D2" => Has("A1", "children", "unaccompanied-children") && Has("A2", "detention", "border", "return"),
        "D3" or "D4" => Has("A2", "detention"),
        "D5" or "D6" => Has("A2", "return"),
        "D7" => Has("A2", "border"),
        "D8" => Has("A3", "security"),
        "D9" or "D10" => Has("A2", "data"),
        "D11" => Has("A2", "labour"),
        "D12" => Has("A1", "trafficked-people") || Has("A2", "counter-trafficking"),
        "D13" => Has("A1", "refugees", "stateless"),
        "D14" => Has("A2", "health"),
        "D15" => Has("A2", "cash"),
        _ => true,
    };

    /// <summary>yes, partly, no, not-known or not-applicable, whatever the scale; null when not answered.</summary>
    private string? MeritOf(string id)
    {
        if (AnswerTo(id)?.Value is AnswerValue.Choices ticks && id == "B10")
        {
            return ticks.Options.Length switch { 4 => "yes", 2 or 3 => "partly", _ => "no" };
        }

        var chosen = Chosen(id).FirstOrDefault();
        return (id, chosen) switch
        {
            ("B7", "changed") => "yes",
            ("B7", "consulted") => "partly",
            ("B7", "informed" or "not-involved") => "no",
            (_, "no") when Reversed.Contains(id) => "yes",
            (_, "possibly") => "partly",
            (_, "yes") when Reversed.Contains(id) => "no",
            _ => chosen,
        };
    }

    private char LevelOf(string id)
    {
        if (!IsAsked(id))
        {
            return ' ';
        }

        if (id == "A4")
        {
            return MeritOf(id) switch
            {
                "serious" => IsAsked("D8") && MeritOf("D8") == "no" ? 'X' : 'R',
                "not-checked" => Has("A3", "security") ? 'R' : 'M',
                _ => ' ',
            };
        }

        if (id == "D8" && MeritOf(id) == "no" && IsAsked("A4") && MeritOf("A4") == "serious")
        {
            return 'X';
        }

        var level = RedFlag.Contains(id) ? 'X' : Referral.Contains(id) ? 'R' : Measure.Contains(id) ? 'M' : ' ';
        return MeritOf(id) switch
        {
            "no" => level,
            "partly" => level switch { 'X' => 'R', 'R' => 'M', _ => ' ' },
            "not-known" => level switch { 'X' => 'R', _ => level },
            _ => ' ',
        };
    }

    private bool HasFlag(char level) => Ids.Any(id => LevelOf(id) == level);

    private bool IsAnsweredInFull(string id)
    {
        var answer = AnswerTo(id);
        switch (answer?.Value)
        {
            case null:
                return false;
            case AnswerValue.Words words:
                return !string.IsNullOrWhiteSpace(words.Text) && words.Begun.IsEmpty;
            case AnswerValue.Declaration declaration:
                return declaration.Confirmed && declaration.Role.Trim().Length > 0 && declaration.ProposalVersion.Trim().Length > 0;
        }

        if (id != "B10" && Chosen(id).Count == 0)
        {
            return false;
        }

        var comment = answer.Comment?.Trim() ?? "";
        var needsEvidence = IsScored(id) && WeightOf(id) == 3 && !Reversed.Contains(id) && MeritOf(id) == "yes";
        var needsReason = MeritOf(id) == "not-applicable" && WeightOf(id) >= 2;
        return !(id == "A4" && comment.Length == 0)
            && !(needsEvidence && string.IsNullOrWhiteSpace(answer.Evidence))
            && !(needsReason && comment.Length < 20);
    }

    private bool HasRiskAndMeasure(string id)
    {
        if (sheet.Response(new QuestionId(id)) is not { Impact: { } impact, Likelihood: not null, Due: not null } response)
        {
            return false;
        }

        var suggested = LevelOf(id) switch { 'X' => 5, 'R' => 4, _ => 3 };
        return new[] { response.Measure, response.Owner, response.Budget }.All(text => !string.IsNullOrWhiteSpace(text))
            && (Math.Abs(impact - suggested) <= 1 || !string.IsNullOrWhiteSpace(response.ImpactReason));
    }

    private decimal IndexOf(IEnumerable<string> ids)
    {
        var (points, most) = ids.Aggregate((0, 0), (sum, id) =>
            (sum.Item1 + (WeightOf(id) * MeritOf(id) switch { "yes" => 2, "partly" => 1, _ => 0 }), sum.Item2 + (WeightOf(id) * 2)));
        return 100m * points / most;
    }

    /// <summary>0 Low to 3 High.</summary>
    private int HighestRisk()
    {
        string[] table = ["00000", "00111", "01122", "01233", "12333"];
        var flagged = Ids.Where(id => LevelOf(id) != ' ')
            .Select(id => sheet.Response(new QuestionId(id))!)
            .Select(r => (r.Impact!.Value, r.Likelihood!.Value));
        var extra = (AnswerTo("E2")!.Value as AnswerValue.Words)!.ExtraRisks.Select(r => (r.Impact, r.Likelihood));
        return flagged.Concat(extra).Select(r => table[r.Item1 - 1][r.Item2 - 1] - '0').DefaultIfEmpty(0).Max();
    }
}
