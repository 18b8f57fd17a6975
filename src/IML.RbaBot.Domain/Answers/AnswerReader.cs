using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Answers;

/// <summary>
/// Reads the answers, risk ratings and measures of an answers file. What it lets pass keeps <see cref="AnswerRules"/>; it checks
/// them itself because a person wants to know where in the file the fault is.
/// </summary>
internal sealed class AnswerReader(Questionnaire questionnaire, ProblemList problems)
{
    private static readonly string[] ChoiceKeys = ["value"];
    private static readonly string[] ChoicesKeys = ["values"];
    private static readonly string[] WordsKeys = ["text", "extraRisks"];
    private static readonly string[] DeclarationKeys = ["role", "consulted", "proposalVersion", "confirmed"];
    private readonly TextLimits limits = questionnaire.Rules.Limits;

    public Answer Read(ObjectReader reader, Question question)
    {
        var comment = reader.Typed("comment", limits.Comment);
        var evidence = reader.Typed("evidence", limits.Evidence);
        var keys = KeysOf(question.Kind);
        AnswerValue? value = null;
        if (CheckKeys(reader, question, keys))
        {
            value = question.Kind switch
            {
                QuestionKind.Single single => Choice(reader, question, single),
                QuestionKind.Multi multi => Choices(reader, question, multi),
                QuestionKind.Text text => Words(reader, question, text),
                _ => Declaration(reader),
            };
        }

        reader.Close();
        return new Answer(value, comment, evidence);
    }

    public FlagResponse Risk(ObjectReader reader, Question question)
    {
        var response = new FlagResponse(
            Impact: reader.OptionalNumber("impact", 1, 5),
            Likelihood: reader.OptionalNumber("likelihood", 1, 5),
            ImpactReason: reader.Typed("reason", limits.RiskReason));
        reader.Close();
        return response;
    }

    public FlagResponse Measure(ObjectReader reader, Question question)
    {
        var due = reader.Typed("due", limits.Budget);
        var response = new FlagResponse(
            Measure: reader.Typed("description", limits.Measure),
            Owner: reader.Typed("owner", limits.Owner),
            Due: due is null ? null : AnswersFile.Date(due, reader.Place.Key("due"), problems),
            Budget: reader.Typed("budget", limits.Budget));
        reader.Close();
        return response;
    }

    private static string[] KeysOf(QuestionKind kind) => kind switch
    {
        QuestionKind.Single => ChoiceKeys,
        QuestionKind.Multi => ChoicesKeys,
        QuestionKind.Text => WordsKeys,
        _ => DeclarationKeys,
    };

    /// <summary>Whether the value's keys are those of the question's kind, and one of them is there.</summary>
    private bool CheckKeys(ObjectReader reader, Question question, string[] keys)
    {
        var strange = false;
        foreach (var key in ((string[][])[ChoiceKeys, ChoicesKeys, WordsKeys, DeclarationKeys]).SelectMany(k => k))
        {
            if (!keys.Contains(key) && reader.Optional(key) is not null)
            {
                strange = true;
                problems.Add(reader.Place.Key(key), ProblemRule.WrongAnswerKind, question.Id.Value, key, string.Join(", ", keys));
            }
        }

        if (keys.Any(reader.Has))
        {
            return true;
        }

        if (!strange)
        {
            problems.Add(reader.Place, ProblemRule.MissingKey, keys[0]);
        }

        return false;
    }

    private AnswerValue.Choice? Choice(ObjectReader reader, Question question, QuestionKind.Single single)
    {
        if (reader.Text("value") is not { } text)
        {
            return null;
        }

        var option = new OptionId(text);
        if (single.Find(option) is not null)
        {
            return new AnswerValue.Choice(option);
        }

        // On the question's scale but not offered here: only "not applicable" is left out of a scale.
        var onScale = questionnaire.Scales.Any(s => s.Id == single.Scale && s.Options.Contains(option));
        if (onScale)
        {
            problems.Add(reader.Place.Key("value"), ProblemRule.NotApplicableNotOffered, question.Id.Value);
        }
        else
        {
            problems.Add(reader.Place.Key("value"), ProblemRule.UnknownOption, text, question.Id.Value);
        }

        return null;
    }

    private AnswerValue.Choices Choices(ObjectReader reader, Question question, QuestionKind.Multi multi)
    {
        var chosen = new HashSet<OptionId>();
        var texts = reader.OptionalTexts("values");
        foreach (var (text, place) in texts)
        {
            var option = new OptionId(text);
            if (!multi.Options.Contains(option))
            {
                problems.Add(place, ProblemRule.UnknownOption, text, question.Id.Value);
            }
            else if (!chosen.Add(option))
            {
                problems.Add(place, ProblemRule.RepeatedOption, text);
            }
            else if (texts.Length > 1 && multi.Exclusive.Contains(option))
            {
                problems.Add(place, ProblemRule.ExclusiveCombined, text);
            }
        }

        // The order in which options were ticked says nothing.
        return new AnswerValue.Choices([.. multi.Options.Where(chosen.Contains)]);
    }

    private AnswerValue.Words Words(ObjectReader reader, Question question, QuestionKind.Text kind)
    {
        var text = reader.Typed("text", kind.MaxLength);
        if (!kind.ExtraRisks && reader.Optional("extraRisks") is not null)
        {
            problems.Add(reader.Place.Key("extraRisks"), ProblemRule.ExtraRisksNotOffered, question.Id.Value);
            return new AnswerValue.Words(text ?? "", []);
        }

        var risks = ImmutableArray.CreateBuilder<ExtraRisk>();
        foreach (var risk in reader.OptionalObjects("extraRisks"))
        {
            var description = risk.Text("description") is null ? null : risk.Typed("description", limits.ExtraRisk);
            var impact = risk.Number("impact", 1, 5);
            var likelihood = risk.Number("likelihood", 1, 5);
            risk.Close();
            risks.Add(new ExtraRisk(description ?? "", impact ?? 0, likelihood ?? 0));
        }

        if (risks.Count > limits.ExtraRisks)
        {
            problems.Add(
                reader.Place.Key("extraRisks"),
                ProblemRule.TooManyExtraRisks,
                ObjectReader.Number(risks.Count),
                ObjectReader.Number(limits.ExtraRisks));
        }

        return new AnswerValue.Words(text ?? "", risks.ToImmutable());
    }

    private AnswerValue.Declaration Declaration(ObjectReader reader)
    {
        var role = reader.Typed("role", limits.Owner);
        var consulted = reader.OptionalTexts("consulted");
        var length = consulted.Sum(c => c.Text.Length);
        if (length > limits.Comment)
        {
            problems.Add(
                reader.Place.Key("consulted"), ProblemRule.TooLong, ObjectReader.Number(length), ObjectReader.Number(limits.Comment));
        }

        var version = reader.Typed("proposalVersion", limits.Owner);
        return new AnswerValue.Declaration(role ?? "", [.. consulted.Select(c => c.Text)], version ?? "", reader.Flag("confirmed"));
    }
}
