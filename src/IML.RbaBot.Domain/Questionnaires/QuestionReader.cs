using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>Reads questions in two passes: first what others refer to, then what refers to others.</summary>
internal sealed class QuestionReader(SharedParts shared, ReadRules rules, ProblemList problems)
{
    private static readonly ImmutableDictionary<string, string[]> KindKeys = ImmutableDictionary.CreateRange(
        StringComparer.Ordinal,
        new Dictionary<string, string[]>
        {
            ["multi"] = ["list", "options", "exclusive", "minSelected", "ticks"],
            ["single"] = ["options", "improvements"],
            ["scale"] = ["scale", "notApplicable", "improvements"],
            ["text"] = ["maxLength", "extraRisks"],
            ["declaration"] = ["fields"],
        });

    private const int LongestText = 10_000;
    private static readonly string[] DeclarationFields = ["role", "consulted", "proposalVersion", "confirmed"];

    /// <summary>First pass: id and kind.</summary>
    public QuestionDraft Draft(ObjectReader reader, int position)
    {
        var text = reader.Text("id");
        reader.Name(text);
        var id = OptionReader.Id(text, reader.Place.Key("id"), problems);
        var word = reader.TextOf("kind", "multi", "single", "scale", "text", "declaration");
        if (word is null)
        {
            return new QuestionDraft(reader, position, id, null);
        }

        foreach (var key in KindKeys.Values.SelectMany(k => k).Distinct().Except(KindKeys[word]).Where(reader.Has))
        {
            reader.Optional(key);
            problems.Add(reader.Place.Key(key), ProblemRule.KeyNotForKind, key, word);
        }

        return new QuestionDraft(reader, position, id, Kind(reader, word));
    }

    /// <summary>Second pass: everything else. Values that the file gets wrong are left at their defaults.</summary>
    public Question Read(QuestionDraft draft, ConditionReader conditions)
    {
        var reader = draft.Reader;
        var part = reader.Text("part");
        if (part is not null && !shared.Parts.Contains(part))
        {
            problems.Add(reader.Place.Key("part"), ProblemRule.UnknownPart, part);
        }

        var index = reader.OptionalText("index");
        if (index is not null && !shared.Indices.Contains(index))
        {
            problems.Add(reader.Place.Key("index"), ProblemRule.UnknownIndex, index);
        }

        var weight = Weight(reader, index is not null);
        var critical = reader.Flag("critical");
        CheckCritical(reader, weight, critical);
        var askedWhen = reader.OptionalObject("askedWhen") is { } condition
            ? conditions.Read(condition, asker: draft) ?? Condition.Always.Instance
            : Condition.Always.Instance;
        var question = new Question
        {
            Id = new QuestionId(draft.Id ?? ""),
            Position = draft.Position,
            Part = new PartId(part ?? ""),
            Page = draft.Page?.Id ?? default,
            Kind = draft.Kind ?? new QuestionKind.Declaration(),
            AskedWhen = askedWhen,
            Index = index is null ? null : new IndexId(index),
            Weight = weight,
            Critical = critical,
            Flag = RulesReader.FlagLevelOf(reader.OptionalTextOf("flag", "M", "R", "X")),
            FlagRules = FlagRules(draft, conditions),
            Improvements = Improvements(draft, index is not null),
            CommentRequired = reader.OptionalTextOf("comment", "required") is not null,
            EvidenceForBest = critical && draft.Kind is QuestionKind.Single { Scale: { } scale } && scale == rules.EvidenceScale,
            NotApplicableReasonMinLength =
                draft.Kind is QuestionKind.Single single && weight >= rules.ReasonFromWeight
                && single.Options.Any(o => o.Merit == Merit.NotApplicable) ? rules.ReasonMinLength : 0,
            BeneficiaryDataWarning = reader.Flag("beneficiaryDataWarning"),
            LegalBasis = LegalBasis(reader),
        };
        reader.Close();
        if (draft.Kind is not null)
        {
            CheckMerits(reader, question);
        }

        return question;
    }

    private QuestionKind? Kind(ObjectReader reader, string word) => word switch
    {
        "multi" => Multi(reader),
        "single" => new QuestionKind.Single(OptionReader.Options(reader.Objects("options"), problems), null),
        "scale" => OnScale(reader),
        "text" => new QuestionKind.Text(reader.Number("maxLength", 1, LongestText) ?? LongestText, reader.Flag("extraRisks")),
        _ => Declaration(reader),
    };

    private QuestionKind.Multi? Multi(ObjectReader reader)
    {
        ImmutableArray<OptionId>? options = null;
        var list = reader.OptionalText("list");
        if (reader.Has("list") == reader.Has("options"))
        {
            reader.Optional("options");
            problems.Add(reader.Place, ProblemRule.ListOrOptions);
        }
        else if (reader.Has("options"))
        {
            options = [.. OptionReader.Options(reader.Objects("options"), problems).Select(o => o.Id)];
        }
        else if (list is not null && shared.Lists.TryGetValue(list, out var found))
        {
            options = found;
        }
        else if (list is not null)
        {
            problems.Add(reader.Place.Key("list"), ProblemRule.UnknownList, list);
        }

        var count = options?.Length ?? int.MaxValue;
        var exclusive = reader.OptionalTexts("exclusive");
        foreach (var (text, place) in exclusive)
        {
            if (options is { } known && !known.Contains(new OptionId(text)))
            {
                problems.Add(place, ProblemRule.ExclusiveUnknown, text);
            }
        }

        var minSelected = reader.Number("minSelected", 0, count) ?? 0;
        var ticks = Ticks(reader, count);
        return options is { } all
            ? new QuestionKind.Multi(all, list, [.. exclusive.Select(e => new OptionId(e.Text))], minSelected, ticks)
            : null;
    }

    private TickScore? Ticks(ObjectReader reader, int options)
    {
        if (reader.OptionalObject("ticks") is not { } ticks)
        {
            return null;
        }

        var best = ticks.Number("best", 1, options);
        var partly = ticks.Number("partly", 1, options);
        ticks.Close();
        if (partly >= best)
        {
            problems.Add(ticks.Place, ProblemRule.TicksOrder);
        }

        return new TickScore(best ?? 0, partly ?? 0);
    }

    private QuestionKind.Single? OnScale(ObjectReader reader)
    {
        var id = reader.Text("scale");
        var notApplicable = reader.Flag("notApplicable");
        if (id is null)
        {
            return null;
        }

        if (!shared.Scales.TryGetValue(id, out var scale))
        {
            problems.Add(reader.Place.Key("scale"), ProblemRule.UnknownScale, id);
            return null;
        }

        if (notApplicable && scale.Options.All(o => o.Merit != Merit.NotApplicable))
        {
            problems.Add(reader.Place.Key("notApplicable"), ProblemRule.ReversedWithNotApplicable, id);
        }

        return new QuestionKind.Single([.. scale.Options.Where(o => notApplicable || o.Merit != Merit.NotApplicable)], id);
    }

    private QuestionKind.Declaration Declaration(ObjectReader reader)
    {
        var fields = reader.Texts("fields").Select(f => f.Text).ToArray();
        if (fields.Length > 0 && !fields.SequenceEqual(DeclarationFields))
        {
            problems.Add(
                reader.Place.Key("fields"), ProblemRule.UnknownValue, string.Join(", ", fields), string.Join(", ", DeclarationFields));
        }

        return new QuestionKind.Declaration();
    }

    private int Weight(ObjectReader reader, bool scored)
    {
        if (scored)
        {
            return reader.Number("weight", 1, 3, ProblemRule.WeightOutOfRange) ?? 0;
        }

        if (reader.Optional("weight") is not null)
        {
            problems.Add(reader.Place.Key("weight"), ProblemRule.WeightWithoutIndex);
        }

        return 0;
    }

    private void CheckCritical(ObjectReader reader, int weight, bool critical)
    {
        if (critical && weight != 3)
        {
            problems.Add(reader.Place.Key("critical"), ProblemRule.CriticalWithoutWeight3);
        }
        else if (!critical && weight == 3)
        {
            problems.Add(reader.Place.Key("weight"), ProblemRule.Weight3NotCritical);
        }
    }

    /// <summary>A question can only be scored, or flagged by its level, when each of its answers says something.</summary>
    private void CheckMerits(ObjectReader reader, Question question)
    {
        var speaks = question.Kind switch
        {
            QuestionKind.Single single => single.Options.All(o => o.Merit != Merit.None),
            QuestionKind.Multi multi => multi.Ticks is not null,
            _ => false,
        };
        if (question.IsScored && !speaks)
        {
            problems.Add(reader.Place.Key("index"), ProblemRule.ScoredWithoutMerit);
        }

        if (question.Flag != FlagLevel.None && !speaks)
        {
            problems.Add(reader.Place.Key("flag"), ProblemRule.FlagWithoutMerit);
        }
    }

    private ImmutableArray<FlagRule> FlagRules(QuestionDraft draft, ConditionReader conditions)
    {
        var flagRules = ImmutableArray.CreateBuilder<FlagRule>();
        foreach (var reader in draft.Reader.OptionalObjects("flagRules"))
        {
            var answers = ConditionReader.Options(draft, reader.Texts("answer"), problems);
            var when = reader.OptionalObject("when") is { } condition
                ? conditions.Read(condition, ProblemRule.FlagRuleUnknownQuestion)
                : Condition.Always.Instance;
            var level = RulesReader.FlagLevelOf(reader.TextOf("level", "M", "R", "X"));
            reader.Close();
            flagRules.Add(new FlagRule(answers, when ?? Condition.Always.Instance, level));
        }

        return flagRules.ToImmutable();
    }

    private ImmutableArray<PossibleImprovement> Improvements(QuestionDraft draft, bool scored)
    {
        if (scored && draft.Reader.Has("improvements"))
        {
            problems.Add(draft.Place.Key("improvements"), ProblemRule.ImprovementOfScored);
        }

        var improvements = ImmutableArray.CreateBuilder<PossibleImprovement>();
        foreach (var reader in draft.Reader.OptionalObjects("improvements"))
        {
            var from = Option(draft, reader, "from");
            var to = Option(draft, reader, "to");
            reader.Close();
            improvements.Add(new PossibleImprovement(from, to));
        }

        return improvements.ToImmutable();
    }

    private OptionId Option(QuestionDraft draft, ObjectReader reader, string key) => reader.Text(key) is { } text
        ? ConditionReader.Options(draft, [(text, reader.Place.Key(key))], problems)[0]
        : default;

    private ImmutableArray<ImmutableArray<SourceId>> LegalBasis(ObjectReader reader)
    {
        var basis = ImmutableArray.CreateBuilder<ImmutableArray<SourceId>>();
        foreach (var (element, place) in reader.Items("legalBasis"))
        {
            var sources = ImmutableArray.CreateBuilder<SourceId>();
            foreach (var (item, itemPlace) in ObjectReader.Items(element, place, problems))
            {
                if (StrictJson.Text(item, itemPlace, problems) is { } source)
                {
                    sources.Add(new SourceId(source));
                    if (!shared.Sources.Contains(source))
                    {
                        problems.Add(itemPlace, ProblemRule.SourceUnknown, source);
                    }
                }
            }

            if (sources.Count == 0)
            {
                problems.Add(place, ProblemRule.EmptyList);
            }

            basis.Add(sources.ToImmutable());
        }

        return basis.ToImmutable();
    }
}
